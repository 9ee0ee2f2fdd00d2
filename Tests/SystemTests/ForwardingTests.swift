//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import TestSupport
import Testing

@Suite("A running server forwards its audit log", .timeLimit(.minutes(2)))
struct ForwardingTests {
    /// The numbers of the records in messages, each where it came first.
    private static func ids(_ messages: [String]) -> [Int64] {
        var seen: Set<Int64> = []
        return messages.compactMap { message in
            message.firstMatch(of: /\bid="(\d+)"/).flatMap { Int64($0.1) }
        }.filter { seen.insert($0).inserted }
    }

    @Test("to syslog and a webhook, through an outage of both and its own restart, and answers calls meanwhile")
    func forwards() async throws {
        let sink = SyslogSink()
        let port = try await sink.start()
        try await ScriptedServer.run(.init(status: "204 None")) { webhook, webhookPort in
            try await withTemporaryFolder { folder in
                try Data("0123456789abcdef".utf8).write(to: URL(filePath: folder + "/secret"))
                try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder + "/secret")
                let environment = [
                    "AUDIT_SYSLOG": "tcp://127.0.0.1:\(port)",
                    "AUDIT_WEBHOOK": "http://127.0.0.1:\(webhookPort)/in", "AUDIT_WEBHOOK_SECRET_FILE": "secret",
                ]
                let first = try RunningServer(directory: folder, environment: environment)
                defer { _ = first.end(SIGKILL) }
                let token = try first.newToken("forwarded")
                for _ in 0..<5 { _ = try await first.client(token).tool("list_playbooks_quick") }
                #expect(try await sink.waits { $0.messages.count >= 5 })
                // Both are gone; calls are answered as before.
                try await sink.stop()
                webhook.answer(.init(status: "503 Later"))
                for _ in 0..<5 {
                    let status = try await first.client(token).tool("list_playbooks_quick").status
                    #expect(status == 200)
                }
                #expect(try await sink.waits { _ in first.remarks.contains("The audit log can't be forwarded") })
                let state = try await first.ready()
                #expect(state["details"]?["audit_forwarding"]?["syslog"]?["backlog"]?.integerValue ?? 0 >= 5)
                #expect(first.end().status == 0)

                try await sink.start(port: port)
                webhook.answer(.init(status: "200 OK"))
                let second = try RunningServer(directory: folder, environment: environment)
                defer { _ = second.end(SIGKILL) }
                _ = try await second.client(token).tool("list_playbooks_quick")
                #expect(try await sink.waits { Self.ids($0.messages).count >= 12 })
                #expect(second.end().status == 0)
                let forwarding = try second.command("audit", "forwarding", "status", "--json").output
                let states = try JSONParser.parse(forwarding).arrayValue ?? []
                #expect(states.count == 2 && states.allSatisfy { $0["backlog"] == 0 && $0["lost"] == 0 })
            }
        }
        // The token, eleven calls, and nothing left out.
        #expect(Self.ids(sink.messages) == Array(1...12))
        try await sink.stop()
    }
}

extension RunningServer {
    /// What `/ready` of the admin port says.
    fileprivate func ready() async throws -> JSONValue {
        var request = TestRequest([], token: nil, port: adminPort).with(method: "GET", target: "/ready")
        request.set("Content-Type", nil)
        let connection = try RawClient(port: adminPort)
        try await connection.send(request.bytes)
        return try JSONParser.parse(try await connection.readAnswer().body)
    }
}
