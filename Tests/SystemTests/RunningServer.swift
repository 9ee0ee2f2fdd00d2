//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import SOARTransport
import TestSupport

/// The built program, serving as a process of its own on free ports.
struct RunningServer {
    /// Why there is no server to test.
    struct DidNotStart: Error { var remarks: String }

    let directory: String
    let mcpPort: Int
    let adminPort: Int
    private let process: Process

    var database: String { directory + "/soar_mcp.db" }
    private var remarksPath: String { directory + "/remarks.log" }

    /// Starts `soar-mcp serve` in a directory and waits until both ports are open.
    init(directory: String, environment: [String: String] = [:], arguments: [String] = []) throws {
        self.directory = directory
        let remarks = directory + "/remarks.log"
        if !FileManager.default.fileExists(atPath: remarks) { try Data().write(to: URL(filePath: remarks)) }
        let handle = try FileHandle(forWritingTo: URL(filePath: remarks))
        try handle.seekToEnd()
        process = Process()
        process.executableURL = URL(filePath: BuiltBinary.path)
        process.arguments = ["serve", "--mcp-port", "0", "--admin-port", "0"] + arguments
        process.currentDirectoryURL = URL(filePath: directory)
        process.environment = ["PATH": "/usr/bin:/bin"].merging(environment) { _, given in given }
        process.standardInput = FileHandle.nullDevice
        process.standardError = handle
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        var printed = ""
        while printed.split(separator: "\n", omittingEmptySubsequences: false).count < 3 {
            let data = output.fileHandleForReading.availableData
            if data.isEmpty { break }
            printed += String(decoding: data, as: UTF8.self)
        }
        let ports = printed.matches(of: /127\.0\.0\.1:(\d+)/).compactMap { Int($0.1) }
        guard ports.count == 2 else {
            process.waitUntilExit()
            throw DidNotStart(remarks: (try? String(contentsOfFile: remarks, encoding: .utf8)) ?? "")
        }
        (mcpPort, adminPort) = (ports[0], ports[1])
    }

    /// A client of this server that speaks the stateless revision.
    func client(_ token: String?) -> MCPTestClient { MCPTestClient(port: mcpPort, token: token) }

    /// Runs another command of the program on the same database.
    func command(_ arguments: String..., environment: [String: String] = [:]) throws -> BuiltBinary.Outcome {
        try BuiltBinary.run(arguments + ["--database", database], directory: directory, environment: environment)
    }

    /// Makes a token with the command that operators use.
    func newToken(_ name: String) throws -> String {
        try command("token", "create", name).output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// All audit records, as the command prints them.
    func auditRecords() throws -> [JSONValue] {
        let printed = try command("audit", "list", "--json", "--all-phases", "--limit", "100000").output
        let all = try JSONParser.parse(printed).arrayValue ?? []
        return all.filter { $0["callID"]?.stringValue?.hasPrefix("admin-") != true }
    }

    /// Everything that was written to standard error.
    var remarks: String { (try? String(contentsOfFile: remarksPath, encoding: .utf8)) ?? "" }

    /// Sends a signal and goes on.
    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    var isRunning: Bool { process.isRunning }

    /// Ends the process with a signal and says how it ended.
    func end(_ signal: Int32 = SIGTERM) -> (status: Int32, wasSignalled: Bool) {
        if process.isRunning { kill(process.processIdentifier, signal) }
        process.waitUntilExit()
        return (process.terminationStatus, process.terminationReason == .uncaughtSignal)
    }
}

/// Runs something in a directory with a server in it, and ends the server afterwards, whatever happens.
func withRunningServer<Value>(
    environment: [String: String] = [:], arguments: [String] = [],
    _ body: (RunningServer) async throws -> Value
) async throws -> Value {
    try await withTemporaryFolder { folder in
        let server = try RunningServer(directory: folder, environment: environment, arguments: arguments)
        defer { _ = server.end(SIGKILL) }
        return try await body(server)
    }
}
