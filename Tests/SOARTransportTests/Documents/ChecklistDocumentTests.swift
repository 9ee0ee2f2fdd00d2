//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import TestSupport
import Testing

/// The table of requirements names tests that are there.
@Suite("Docs/mcp-checklist.md")
struct ChecklistDocumentTests {
    /// One row: its number, its level and what shows it.
    private struct Row {
        let number: String
        let level: Substring
        let proof: Substring

        var applies: Bool { !proof.hasPrefix("**Does not apply**: ") }
    }

    @Test("every number of the checklist stands in it once, in order")
    func numbers() throws {
        let expected = (1...98).map(String.init) + (1...5).map { "V\($0)" } + (1...19).map { "W\($0)" }
        let found = try Self.rows().map(\.number)
        #expect(found == expected)
    }

    @Test("every row names a test, or says why it does not apply")
    func proofs() throws {
        let levels: Set<Substring> = ["MUST", "MUST NOT", "SHOULD", "SHOULD NOT", "MAY", "practice"]
        for row in try Self.rows() {
            #expect(levels.contains(row.level), "\(row.number)")
            #expect(!row.applies || !Self.references(row.proof).isEmpty, "\(row.number) shows nothing")
            #expect(row.applies || row.proof.count > 40, "\(row.number) gives no reason")
        }
    }

    @Test("every test that it names is there")
    func tests() throws {
        let sources = try TestSources.all()
        for row in try Self.rows() {
            // Nothing of the cell is passed over because it is written in another way.
            #expect(row.proof.count { $0 == "›" } == Set(Self.references(row.proof).map(\.file)).count, "\(row.number)")
            for reference in Self.references(row.proof) {
                let texts = sources.filter { $0.path.hasSuffix("/\(reference.file).swift") }.map(\.text)
                #expect(!texts.isEmpty, "\(row.number): there is no \(reference.file).swift")
                #expect(
                    texts.contains { Self.declares($0, reference.test) },
                    "\(row.number): \(reference.file) has no test '\(reference.test)'")
            }
        }
    }

    @Test("a name that only a comment or a string has is no test")
    func strictness() {
        #expect(Self.declares("    @Test(\"a b\")\n    func c() {}", "a b"))
        #expect(Self.declares("    @Test(\n        \"a b\", arguments: [1])", "a b"))
        #expect(Self.declares("    @Test func `a b`() {}", "a b"))
        #expect(!Self.declares("    // \"a b\"\n    @Test(\"a b c\")", "a b"))
        #expect(!Self.declares("    let name = \"a b\"", "a b"))
    }

    /// Whether a source declares a test of that name.
    private static func declares(_ source: String, _ test: String) -> Bool {
        if source.contains("func `\(test)`(") { return true }
        return source.components(separatedBy: "@Test(").dropFirst().contains {
            $0.drop(while: \.isWhitespace).hasPrefix("\"\(test)\"")
        }
    }

    /// The rows whose first cell is a number of the checklist.
    private static func rows() throws -> [Row] {
        let text = try TestSources.page("mcp-checklist.md")
        return text.split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "|").map { Substring($0.trimmingCharacters(in: .whitespaces)) }
            guard cells.count == 5, cells[0].wholeMatch(of: /[VW]?\d+/) != nil else { return nil }
            return Row(number: String(cells[0]), level: cells[1], proof: cells[4])
        }
    }

    private static func references(_ proof: Substring) -> [TestReference] {
        proof.matches(of: /`([A-Za-z\/]+)` › ("[^"]+"(?:, "[^"]+")*)/).flatMap { match in
            match.output.2.matches(of: /"([^"]+)"/).map {
                TestReference(file: match.output.1, test: $0.output.1)
            }
        }
    }
}
