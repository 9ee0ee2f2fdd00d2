//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import TestSupport
import Testing

/// The table of what the standards for tokens ask names tests that are there.
@Suite("Docs/token-checklist.md")
struct TokenChecklistTests {
    /// One row: its number, its level, whom it binds, what we do and what shows it.
    private struct Row {
        let number: String
        let level: Substring
        let binds: Substring
        let done: Substring
        let proof: Substring

        /// What is asked and not done; nil where nothing is.
        var gap: Substring? { done.firstRange(of: "gap: ").map { done[$0.upperBound...] } }
    }

    /// How many rows each document has.
    private static let documents = [("J", 25), ("P", 11), ("B", 19), ("M", 12), ("I", 10), ("A", 56)]
    @Test("every number stands in it once, in order")
    func numbers() throws {
        let expected = Self.documents.flatMap { document in (1...document.1).map { "\(document.0)\($0)" } }
        let found = try Self.rows().map(\.number)
        #expect(found == expected)
    }

    @Test("every row that binds us names a test, or says why there is none")
    func proofs() throws {
        let levels: Set<Substring> = ["MUST", "MUST NOT", "SHOULD", "SHOULD NOT", "advice"]
        for row in try Self.rows() {
            #expect(levels.contains(row.level), "\(row.number)")
            #expect(["us", "client", "AS"].contains(row.binds), "\(row.number)")
            let isOurs = row.binds == "us"
            #expect(isOurs != row.done.hasPrefix("not ours"), "\(row.number)")
            #expect(isOurs || row.proof == "–", "\(row.number) shows what is not ours")
            let needsNone = !isOurs || row.done.hasPrefix("does not apply: ")
            #expect(needsNone || !Self.references(row.proof).isEmpty, "\(row.number) shows nothing")
        }
    }

    @Test("every test that it names is there")
    func tests() throws {
        let sources = try TestSources.all()
        for row in try Self.rows() {
            let references = Self.references(row.proof)
            // Nothing of the cell is passed over because it is written in another way.
            #expect(row.proof.count { $0 == "›" } == Set(references.map(\.file)).count, "\(row.number)")
            for reference in references {
                #expect(
                    sources.contains {
                        $0.path.hasSuffix("/\(reference.file).swift") && Self.declares($0.text, reference.test)
                    }, "\(row.number): \(reference.file) has no test '\(reference.test)'")
            }
        }
    }

    @Test("the list of gaps is that of the rows")
    func gaps() throws {
        let expected = try Self.rows().compactMap { row in row.gap.map { "- \(row.number): \($0)" } }
        let text = try Self.text()
        let list = try #require(text.components(separatedBy: "\n## Gaps\n").dropFirst().first)
        let found = list.split(separator: "\n").map(String.init)
        #expect(found == expected)
    }

    @Test("a function that is no test, or only in a comment, does not count")
    func strictness() {
        #expect(Self.declares("    @Test(\"a b\")\n    func c() {}", "c"))
        #expect(Self.declares("    @Test(arguments: [(1, f())]) func c(_ a: Int) {}", "c"))
        #expect(Self.declares("    @Test(arguments: all.filter { $0 }) func c() {}", "c"))
        #expect(!Self.declares("    @Test func cd() {}", "c"))
        #expect(!Self.declares("    func c() {}", "c"))
        #expect(!Self.declares("    @Test func d() {}\n    func c() {}", "c"))
        #expect(!Self.declares("    @Test func d() {}\n    // func c() {}", "c"))
    }

    /// Whether a source declares a test function of that name: the first function after a `@Test`.
    private static func declares(_ source: String, _ test: String) -> Bool {
        source.components(separatedBy: "@Test").dropFirst().contains { rest in
            rest.components(separatedBy: "func ").dropFirst().first?.hasPrefix("\(test)(") ?? false
        }
    }

    /// The rows whose first cell is a number of the table.
    private static func rows() throws -> [Row] {
        try text().split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "|").map { Substring($0.trimmingCharacters(in: .whitespaces)) }
            guard cells.count == 7, cells[0].wholeMatch(of: /[A-Z]\d+/) != nil else { return nil }
            return Row(number: String(cells[0]), level: cells[2], binds: cells[3], done: cells[5], proof: cells[6])
        }
    }

    private static func references(_ proof: Substring) -> [TestReference] {
        proof.matches(of: /`(\w+)` › (`\w+`(?:, `\w+`)*)/).flatMap { match in
            match.output.2.matches(of: /`(\w+)`/).map {
                TestReference(file: match.output.1, test: $0.output.1)
            }
        }
    }

    private static func text() throws -> String {
        try TestSources.page("token-checklist.md")
    }
}
