//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import HTTPTypes
import SOARCore
import SOARTransport
import Synchronization
import TestSupport
import Testing

@Suite("SIGHUP, certificates and places to listen on")
struct ReloadTests {
    private static func environment(_ made: SelfSignedCertificate) -> [String: String] {
        ["TLS_CERTIFICATE": made.certificatePath, "TLS_KEY": made.keyPath]
    }

    private final class Flag: Sendable {
        private let value = Atomic(false)
        var isSet: Bool { value.load(ordering: .acquiring) }
        func set() { value.store(true, ordering: .releasing) }
    }

    private static func wait(_ condition: () throws -> Bool) async throws {
        let begun = ContinuousClock.now
        while try !condition(), begun.duration(to: .now) < .seconds(10) { try await Task.sleep(for: .milliseconds(20)) }
        #expect(try condition())
    }

    /// What clients have asked, and what was not answered with 200.
    private struct Tally {
        var asked = 0
        var failed = 0
    }

    /// Calls a tool until told to stop, a few times at least; each connection is kept for that many calls.
    private static func ask(_ port: Int, _ token: String, callsPerConnection: Int, _ isDone: Flag) async throws -> Tally
    {
        var tally = Tally()
        var configuration = AsyncHTTPClientFetcher.Configuration()
        configuration.trust = .unverified
        let call = MCPTestClient(port: port, token: token).toolRequest("list_playbooks_quick")
        var request = HTTPRequest(method: .post, scheme: "https", authority: "localhost:\(port)", path: "/mcp")
        for (name, value) in call.fields where name != "Host" {
            request.headerFields.append(HTTPField(name: try #require(HTTPField.Name(name)), value: value))
        }
        while !isDone.isSet || tally.asked < 6 {
            try await AsyncHTTPClientFetcher.withFetcher(configuration) { fetcher in
                var calls = 0
                while calls < callsPerConnection, !isDone.isSet || tally.asked < 6 {
                    calls += 1
                    tally.asked += 1
                    let answer = try? await fetcher.fetch(request, body: call.body, limits: HTTPFetchLimits())
                    if answer?.head.status != .ok { tally.failed += 1 }
                }
            }
        }
        return tally
    }

    /// How many connections the MCP port has taken.
    private static func acceptedConnections(_ server: RunningServer) async throws -> Double {
        var configuration = AsyncHTTPClientFetcher.Configuration()
        configuration.trust = .unverified
        let authority = "localhost:\(server.adminPort)"
        let request = HTTPRequest(method: .get, scheme: "https", authority: authority, path: "/metrics")
        let page = try await AsyncHTTPClientFetcher.withFetcher(configuration) { fetcher in
            try await fetcher.fetch(request, body: [], limits: HTTPFetchLimits())
        }
        let samples = PrometheusPage(String(decoding: page.body, as: UTF8.self)).samples
        return samples[#"soar_mcp_connections_accepted_total{listener="mcp"}"#] ?? 0
    }

    @Test(
        "a certificate changes under load without a call noticing, on connections that are kept as on new ones",
        .enabled(if: SelfSignedCertificate.canBeMade), arguments: [3, Int.max])
    func certificateUnderLoad(_ callsPerConnection: Int) async throws {
        try await SelfSignedCertificate.with { made in
            try await withRunningServer(environment: Self.environment(made)) { server in
                let (isDone, token) = (Flag(), try server.newToken("worker"))
                try await withThrowingTaskGroup(of: Tally.self) { tasks in
                    for _ in 0..<4 {
                        tasks.addTask {
                            try await Self.ask(server.mcpPort, token, callsPerConnection: callsPerConnection, isDone)
                        }
                    }
                    for round in 1...3 {
                        try await made.other { other in try other.replace(made) }
                        server.send(SIGHUP)
                        try await Self.wait { server.remarks.components(separatedBy: "was replaced").count > round }
                    }
                    isDone.set()
                    var asked = 0
                    for try await worker in tasks {
                        asked += worker.asked
                        #expect(worker.failed == 0)
                    }
                    #expect(asked > 20)
                    #expect(try server.auditRecords().count { $0["outcome"] == "success" } == asked)
                    if callsPerConnection == .max { #expect(try await Self.acceptedConnections(server) == 4) }
                }
                let healthy = try server.command(
                    "healthcheck", "--mcp-port", "\(server.mcpPort)", environment: Self.environment(made))
                #expect(healthy.exitCode == 0, "\(healthy.remarks)")
                #expect(server.end().status == 0)
            }
        }
    }

    @Test("settings are read again: the log level at once, the others are named, a bad one changes nothing")
    func settings() async throws {
        try await withRunningServer { server in
            let file = URL(filePath: server.directory + "/.env")
            try Data("LOG_LEVEL=warning\nALLOWED_HOSTS=soar.example.com\n".utf8).write(to: file)
            server.send(SIGHUP)
            // What is said about the new level is less important than it.
            try await Self.wait { server.remarks.contains("The settings were read again") }
            let line = server.remarks.split(separator: "\n").first { $0.contains("read again") }
            #expect(line?.contains("LOG_LEVEL=warning") == true)
            #expect(line?.contains("ALLOWED_HOSTS") == true)
            try Data("LOG_LEVEL=loud\n".utf8).write(to: file)
            server.send(SIGHUP)
            try await Self.wait { server.remarks.contains("the former ones stay in force") }
            #expect(server.end().status == 0)
            #expect(!server.remarks.contains("Ending:"))
        }
    }

    @Test("a SIGHUP during the start ends nothing, and is heeded after it", .timeLimit(.minutes(1)))
    func duringStart() async throws {
        try await withTemporaryFolder { folder in
            let (process, remarks) = (Process(), Pipe())
            process.executableURL = URL(filePath: BuiltBinary.path)
            process.arguments = ["serve", "--mcp-port", "0", "--admin-port", "0"]
            process.currentDirectoryURL = URL(filePath: folder)
            process.environment = ["PATH": "/usr/bin:/bin"]
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = FileHandle.nullDevice
            process.standardError = remarks
            try process.run()
            // The first remark comes well before the ports are open.
            var said = String(decoding: remarks.fileHandleForReading.availableData, as: UTF8.self)
            kill(process.processIdentifier, SIGHUP)
            while !said.contains("The settings were read again") {
                let more = remarks.fileHandleForReading.availableData
                if more.isEmpty { break }
                said += String(decoding: more, as: UTF8.self)
            }
            #expect(said.contains("The settings were read again"))
            process.terminate()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
            #expect(process.terminationReason == .exit)
        }
    }

    @Test("a Unix-domain socket is its owner's, is taken over from the dead, and is gone at the end")
    func socket() async throws {
        try await withRunningServer(environment: ["MCP_SOCKET": "mcp.sock"]) { server in
            let path = server.directory + "/mcp.sock"
            let environment = ["MCP_SOCKET": "mcp.sock"]
            // It is its owner's from the first moment (0700 by the umask), and then not executable either.
            try await Self.wait {
                let status = try? FileManager.default.attributesOfItem(atPath: path)
                return status?[.posixPermissions] as? Int == 0o600
            }
            try await Self.wait { try server.command("healthcheck", environment: environment).exitCode == 0 }
            let second = try BuiltBinary.run(
                ["serve", "--mcp-port", "0", "--admin-port", "0"], directory: server.directory, environment: environment
            )
            #expect(second.exitCode == 1)
            #expect(second.remarks.contains("a server listens on"))
            _ = server.end(SIGKILL)
            #expect(FileManager.default.fileExists(atPath: path))
            #expect(try server.command("healthcheck", environment: environment).exitCode == 1)

            let next = try RunningServer(directory: server.directory, environment: environment)
            defer { _ = next.end(SIGKILL) }
            try await Self.wait { try next.command("healthcheck", environment: environment).exitCode == 0 }
            #expect(next.end().status == 0)
            #expect(!FileManager.default.fileExists(atPath: path))
            try Data("mine".utf8).write(to: URL(filePath: path))
            let refused = try BuiltBinary.run(
                ["serve", "--mcp-port", "0", "--admin-port", "0"], directory: server.directory, environment: environment
            )
            #expect(refused.exitCode == 1)
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
        }
    }

    @Test("the audit log has the client's address where a trusted proxy says it", arguments: ["127.0.0.0/8", ""])
    func proxies(_ ranges: String) async throws {
        try await withRunningServer(environment: ["TRUSTED_PROXIES": ranges]) { server in
            let client = server.client(try server.newToken("worker"))
            var request = client.toolRequest("list_playbooks_quick")
            request.set("X-Forwarded-For", "198.51.100.1, 203.0.113.7")
            #expect(try await client.send(request).status == 200)
            #expect(try server.auditRecords().first?["peer"] == (ranges.isEmpty ? "127.0.0.1" : "203.0.113.7"))
        }
    }

    @Test(
        "a certificate that can't be used ends the start with one line", .enabled(if: SelfSignedCertificate.canBeMade))
    func badCertificate() async throws {
        try await SelfSignedCertificate.with { made in
            try await made.other { other in
                var environment = Self.environment(made)
                environment["TLS_KEY"] = other.keyPath
                let outcome = try BuiltBinary.run(
                    ["serve", "--mcp-port", "0", "--admin-port", "0", "--database", made.keyPath + ".db"],
                    directory: "/tmp", environment: environment)
                #expect(outcome.exitCode == 1)
                #expect(outcome.remarks.contains("Error: TLS_CERTIFICATE, TLS_KEY: The key in"))
            }
        }
    }
}
