//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import OctoMationSimulator
import SOARCore
import TestSupport
import Testing

@Suite("A canary token")
struct CanaryTests {
    @Test("used in every way is found nowhere: no log, answer, record, file or platform call")
    func isFoundNowhere() async throws {
        try await withSimulator { simulator in
            let environment = [
                "API_URL": try await simulator.baseURL, "API_TOKEN": OctoMationSimulator.Configuration.defaultToken,
                "LOG_LEVEL": "trace",
            ]
            try await withRunningServer(environment: environment) { server in
                let canary = try server.newToken("canary")
                var answers = try await used(canary, server)
                // The same token, mistyped and never issued: as secret as the right one.
                let stranger = APITokenSecret().exposed
                let mistyped = String(canary.dropLast()) + (canary.hasSuffix("A") ? "B" : "A")
                answers += try await used(stranger, server) + used(mistyped, server)
                #expect(try server.command("token", "revoke", "canary").exitCode == 0)
                try await Task.sleep(for: .seconds(1))
                answers += try await used(canary, server)

                let listed = try ["token list --json", "token show canary --json", "config list", "doctor"].map {
                    try server.command($0.split(separator: " ").map(String.init)).output
                }
                let audited = JSONValue.array(try server.auditRecords()).text()
                #expect(server.end().status == 0)
                let places =
                    [
                        "answers": answers.joined(separator: "\n"), "log": server.remarks, "audit log": audited,
                        "commands": listed.joined(separator: "\n"),
                        "platform": simulator.calls.requests.map { "\($0.path) \($0.headers) \($0.body?.text() ?? "")" }
                            .joined(separator: "\n"),
                    ]
                for token in [canary, stranger, mistyped] {
                    // What may be shown is the beginning; what comes after it may not, whole or in part.
                    let secret = String(token.dropFirst(APITokenSecret.prefixLength).prefix(20))
                    for (place, text) in places { #expect(!text.contains(secret), "a token is in the \(place)") }
                    for (file, bytes) in try server.files() {
                        #expect(bytes.range(of: Data(secret.utf8)) == nil, "a token is in \(file)")
                    }
                }
                #expect(places["log"]?.isEmpty == false)
                #expect(places["audit log"]?.contains("canary") == true)
            }
        }
    }

    /// Sends requests with the token in every place that one can think of, and returns what comes back.
    private func used(_ token: String, _ server: RunningServer) async throws -> [String] {
        let client = server.client(token)
        let without = server.client(nil)
        let good = client.request("tools/call", ["name": "list_playbooks_quick"])
        let bare = without.request("tools/call", ["name": "list_playbooks_quick"])
        let requests = [
            good,
            bare.with(target: "/mcp?token=\(token)"),
            bare.with(target: "/mcp/?token=\(token)&token=\(token)"),
            bare.with(target: "/other?token=\(token)"),
            bare.with(target: "/\(token)"),
            good.with(target: "/mcp?token=\(token)"),
            good.adding("Authorization", "Bearer \(token)"),
            bare.with("Authorization", "Basic \(token)"),
            bare.with("Authorization", "Bearer \(token) \(token)"),
            good.with("User-Agent", token),
            good.with("Host", token),
            good.with("Origin", "http://\(token)"),
            bare.with("Cookie", "token=\(token)"),
            bare.with("X-Forwarded-For", token),
            good.with(method: "DELETE"),
            client.request("tools/call", ["name": .string(token)]),
            client.request("tools/call", ["name": "list_playbooks_quick", "arguments": ["category": .string(token)]]),
            client.request("tools/call", ["name": "list_playbooks_quick", "arguments": ["limit": .string(token)]]),
            client.request(
                "tools/call",
                ["name": "execute_playbook", "arguments": ["playbook_id": 1, "parameters": ["token": .string(token)]]]),
            client.request(
                "tools/call",
                [
                    "name": "query_playbook_execution_status_by_activity_id",
                    "arguments": ["activity_id": .string(token)],
                ]),
            client.request("resources/read", ["uri": .string("soar://\(token)")]),
            client.request(token),
        ]
        var answers: [String] = []
        for request in requests {
            let answer = try await client.send(request).raw
            // An unknown argument value is told back to the caller who sent it; a header never is.
            let isEcho = request.fields.contains { $0.name == "Mcp-Name" } || request.body.contains(Array(token.utf8))
            answers.append("\(answer.status) \(answer.fields)" + (isEcho ? "" : answer.body))
        }
        return answers
    }
}

extension RunningServer {
    /// Runs another command of the program on the same database.
    fileprivate func command(_ arguments: [String]) throws -> BuiltBinary.Outcome {
        try BuiltBinary.run(arguments + ["--database", database], directory: directory)
    }

    /// Every file that the server wrote, but for what it says on standard error.
    fileprivate func files() throws -> [(String, Data)] {
        try FileManager.default.contentsOfDirectory(atPath: directory).filter { $0 != "remarks.log" }.map {
            ($0, try Data(contentsOf: URL(filePath: directory + "/" + $0)))
        }
    }
}
