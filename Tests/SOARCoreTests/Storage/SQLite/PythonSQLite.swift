//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import Testing

/// Another process with SQLite of its own: Python's.
///
/// Scripts find the database as `db` (in autocommit mode) and its path as `path`.
struct PythonSQLite {
    /// A script that runs beside a test waits with `hold()` until the test is done.
    private static let preamble =
        "import sqlite3, sys, time\npath = sys.argv[1]\ndb = sqlite3.connect(path, isolation_level=None)\ndef hold(): sys.stdin.read()\n"

    /// Runs a script to its end.
    ///
    /// - Returns: What it printed.
    @discardableResult
    static func run(_ script: String, on path: String) throws -> String {
        let process = PythonProcess(script: preamble + script, path: path)
        try process.start()
        let output = process.readToEnd()
        #expect(process.wait() == 0, "\(output)")
        return output
    }

    /// Runs a script that has nothing to do with a database, with one argument.
    static func script(_ script: String, _ argument: String) throws -> String {
        let process = PythonProcess(script: script, path: argument)
        try process.start()
        let output = process.readToEnd()
        #expect(process.wait() == 0, "\(output)")
        return output
    }

    /// Runs a script beside the body: from the moment it prints its first byte; afterwards it is ended.
    static func run<Value>(
        beside script: String, on path: String, _ body: () async throws -> Value
    ) async throws -> Value {
        let process = PythonProcess(script: preamble + script, path: path)
        try process.start()
        defer { process.end() }
        try #require(process.readSome(), "the other process did not get ready")
        return try await body()
    }
}

/// One run of Python.
private struct PythonProcess {
    private let process = Process()
    private let output = Pipe()
    private let input = Pipe()

    init(script: String, path: String) {
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-u", "-c", script, path]
        process.standardOutput = output
        process.standardInput = input
    }

    func start() throws { try process.run() }

    func readToEnd() -> String {
        String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    }

    func readSome() -> Bool { !output.fileHandleForReading.availableData.isEmpty }

    func wait() -> Int32 {
        process.waitUntilExit()
        return process.terminationStatus
    }

    func end() {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }
}
