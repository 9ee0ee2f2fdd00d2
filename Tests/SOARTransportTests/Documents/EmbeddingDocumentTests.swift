//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import Testing

@Suite("Docs/embedding.md")
struct EmbeddingDocumentTests {
    /// What the guide promises.
    private static let maximumLines = 40

    @Test("shows the example that every build compiles, to the letter, in at most 40 lines")
    func showsTheExample() throws {
        let example = try Self.text("Examples/Embedding/Embedding.swift")
        // The licence's header ends with the first blank line.
        let header = try #require(example.firstRange(of: "\n\n"))
        let code = example[header.upperBound...]
        let blocks = Self.swiftBlocks(of: try Self.text("Docs/embedding.md"))

        #expect(blocks.first == String(code))
        #expect(code.split(separator: "\n", omittingEmptySubsequences: false).dropLast().count <= Self.maximumLines)
        #expect(!code.contains("@testable"))
    }

    /// The insides of the Markdown text's Swift blocks.
    private static func swiftBlocks(of markdown: String) -> [String] {
        markdown.components(separatedBy: "```swift\n").dropFirst().map { $0.components(separatedBy: "```")[0] }
    }

    /// A file of the package.
    private static func text(_ path: String) throws -> String {
        let root = URL(filePath: #filePath).appending(path: "../../../..").standardized
        return try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }
}
