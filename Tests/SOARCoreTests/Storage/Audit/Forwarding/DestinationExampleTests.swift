//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import Synchronization
import TestSupport
import Testing

@Suite("A destination of one's own")
struct DestinationExampleTests {
    private struct Refused: Error {}

    @Test("is in Docs/embedding.md as it is compiled here")
    func document() throws {
        let here = URL(filePath: #filePath).deletingLastPathComponent()
        let code = try String(contentsOf: here.appending(path: "DestinationExample.swift"), encoding: .utf8)
        let start = try #require(code.firstRange(of: "/// Hands records"))
        let page = try String(
            contentsOf: here.appending(path: "../../../../../Docs/embedding.md").standardized, encoding: .utf8)
        #expect(page.contains("```swift\n" + code[start.lowerBound...] + "```"))
    }

    @Test("gets every record once and in order, though it is out of order for a while")
    func records() async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(path: folder + "/soar.db")
            let tries = Mutex(0)
            let taken = Mutex<[Int64]>([])
            let destination = LineDestination { lines in
                guard
                    tries.withLock({
                        $0 += 1
                        return $0 > 3
                    })
                else { throw Refused() }
                let ids = try lines.compactMap { try JSONParser.parse($0)["id"]?.integerValue }
                taken.withLock { $0 += ids }
            }
            try await whileForwarding(store, to: [destination]) { service in
                for number in 0..<250 {
                    try await store.append(.sample("call-\(number)"), durability: .commit)
                }
                while service.figures.first?.delivered != 250 { try await Task.sleep(for: .milliseconds(20)) }
            }
            #expect(taken.withLock(\.self) == Array(1...250))
        }
    }
}
