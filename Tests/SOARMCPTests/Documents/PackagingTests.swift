//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import TestSupport
import Testing

@Suite("What the program is packed with")
struct PackagingTests {
    @Test("the unit leaves the program what its metrics are read from, and waits longer than a shutdown takes")
    func unit() throws {
        let unit = try TestSources.file("Packaging/soar-mcp.service")
        // The start of the process is reckoned from /proc/stat, which would be hidden.
        #expect(!unit.contains("ProcSubset=pid"))
        let limit = try #require(unit.firstMatch(of: /TimeoutStopSec=(\d+)\n/)).output.1
        #expect(Int(limit) ?? 0 > 10)
        #expect(unit.contains("ExecReload=/bin/kill -HUP $MAINPID\n"))
    }

    private static func lines() throws -> [Substring] {
        try TestSources.file(".dockerignore").split(separator: "\n").filter { !$0.hasPrefix("#") }
    }

    @Test("an image is built from what the manifest names, and nothing else of the folder")
    func context() throws {
        let manifest = try TestSources.file("Package.swift")
        let folders = Set(manifest.matches(of: /path: "(\w+)\//).map { String($0.output.1) } + ["Sources", "Tests"])
        let lines = try Self.lines()
        #expect(lines.first == "*")
        let taken = Set(lines.filter { $0.hasPrefix("!") }.map { String($0.dropFirst()) })
        #expect(taken == folders.union(["Package.swift", "Package.resolved"]))
    }

    @Test(
        "an image never gets a secret, a database or a build",
        arguments: [".env*", "*.db", "*.db-*", "*.key", "*.pem", ".build*"])
    func secrets(_ pattern: String) throws {
        let lines = try Self.lines()
        let place = try #require(lines.firstIndex { $0 == "**/\(pattern)" })
        // The last line that fits decides.
        #expect(lines.lastIndex { $0.hasPrefix("!") }.map { $0 < place } == true)
    }
}
