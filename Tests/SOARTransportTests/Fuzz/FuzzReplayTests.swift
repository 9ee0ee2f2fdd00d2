//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import FuzzBodies
import Testing

/// Every input that `make fuzz` starts from or has found.
@Suite("Fuzzing: all inputs that are kept")
struct FuzzReplayTests {
    /// Far more than the second that `make fuzz` gives an input in a release build.
    private static let maximumTime: Duration = .seconds(10)

    @Test("break no law, and take no time", arguments: Fuzzer.allCases)
    func replays(_ fuzzer: Fuzzer) throws {
        let inputs = try Self.files("Corpus/\(fuzzer.rawValue)") + Self.files("Findings/\(fuzzer.rawValue)")
        #expect(inputs.count >= 5, "There is next to nothing to start from.")
        for file in inputs {
            let input = try Data(contentsOf: file)
            let start = ContinuousClock.now
            do throws(FuzzFinding) {
                try fuzzer.run(Array(input))
            } catch {
                Issue.record("\(file.lastPathComponent): \(error)")
            }
            #expect(ContinuousClock.now - start < Self.maximumTime, "\(file.lastPathComponent)")
        }
    }

    @Test("belong to a fuzzer that runs")
    func belongToAFuzzer() throws {
        let names = Fuzzer.allCases.map(\.rawValue).sorted()
        let corpora = try Self.files("Corpus").map(\.lastPathComponent)
        let dictionaries = try Self.files("Dictionaries").map { $0.deletingPathExtension().lastPathComponent }
        let findings = try Self.files("Findings").map(\.lastPathComponent)
        #expect(corpora.sorted() == names)
        #expect(dictionaries.sorted() == names)
        #expect(findings.allSatisfy(names.contains))
    }

    /// What is in a folder under `Fuzz/`; nothing where there is no such folder.
    private static func files(_ folder: String) throws -> [URL] {
        let root = URL(filePath: #filePath).appending(path: "../../../../Fuzz").standardized
        let url = root.appending(path: folder)
        guard FileManager.default.fileExists(atPath: url.path) else { return [] }
        return try FileManager.default.contentsOfDirectory(
            at: url, includingPropertiesForKeys: nil, options: .skipsHiddenFiles)
    }
}
