//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import SOARTransport
import TestSupport
import Testing

/// The two programs of the page, and what it says of them.
@Suite("Docs/side-by-side.md")
struct SideBySideTests {
    @Test("shows the program that the tests compile, to the letter but for @main")
    func showsTheProgram() throws {
        let source = try Self.text("Tests/SOARTransportTests/MCP/Typed/Incidents.swift")
        let header = try #require(source.firstRange(of: "\n\n"))
        let program = source[header.upperBound...].replacing("\nstruct Incidents {", with: "\n@main struct Incidents {")
        #expect(Self.block("swift", of: try Self.text("Docs/side-by-side.md")) == String(program))
    }

    @Test("counts right: lines that hold more than brackets")
    func counts() throws {
        let page = try Self.text("Docs/side-by-side.md")
        let swift = try #require(Self.block("swift", of: page))
        let python = try #require(Self.block("python", of: page))
        let pythonTools = try Self.part(python, from: "class Incident", to: "mcp.run(")
        let swiftTypes = try Self.part(swift, from: "enum Severity", to: "@main")
        let swiftTools = try Self.part(swift, from: "            try Tool(", to: "    static func main")
        let tools = Self.lines(swiftTypes) + Self.lines(swiftTools)
        for row in [
            "| the tools and their types | \(Self.lines(pythonTools)) | \(tools) |",
            "| the whole program | \(Self.lines(python)) | \(Self.lines(swift)) |",
        ] {
            #expect(page.contains(row), "\(row)")
        }
    }

    @Test("shows the arguments' schema as it is listed")
    func schema() async throws {
        let page = try Self.text("Docs/side-by-side.md")
        let shown = page.components(separatedBy: "```json\n").dropFirst().map { $0.components(separatedBy: "```")[0] }
        let ours = try JSONParser.parse(try #require(shown.last))
        var setup = TestServer.Setup()
        setup.server = try Incidents.server()
        setup.verifier = Incidents.tokens
        try await withTestServer(setup) { server in
            let client = server.client("secret")
            let tools = try await client.call("tools/list").result?["tools"]?.arrayValue ?? []
            #expect(tools.map { $0["name"] } == ["open_incident", "chart", "who_am_i"])
            #expect(tools.first?["inputSchema"] == ours)
            #expect(tools.first?["outputSchema"]?["required"] == ["number", "title"])

            let opened = try await client.tool("open_incident", ["title": "Fire", "severity": "high"])
            #expect(opened.structured == ["number": 42, "title": "Fire"])
            #expect(try await client.tool("who_am_i").text == "alice")
            let refused = try await client.tool("open_incident", ["title": "Fire", "severity": "loud"])
            #expect(page.contains(try #require(refused.text)), "\(refused.text ?? "")")
        }
    }

    /// Lines that are not empty and hold more than brackets.
    private static func lines(_ program: String) -> Int {
        program.split(separator: "\n").filter { !$0.allSatisfy { " ()[]{}".contains($0) } }.count
    }

    private static func part(_ program: String, from start: String, to end: String) throws -> String {
        let rest = try #require(program.firstRange(of: start)).lowerBound
        let part = program[rest...]
        return String(part[..<(try #require(part.firstRange(of: end)).lowerBound)])
    }

    /// The first block in that language.
    private static func block(_ language: String, of page: String) -> String? {
        page.components(separatedBy: "```\(language)\n").dropFirst().first?.components(separatedBy: "```")[0]
    }

    /// A file of the package.
    private static func text(_ path: String) throws -> String {
        let root = URL(filePath: #filePath).appending(path: "../../../../..").standardized
        return try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }
}
