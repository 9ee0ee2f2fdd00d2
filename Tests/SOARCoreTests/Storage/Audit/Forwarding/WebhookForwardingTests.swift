//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Crypto
import Foundation
import HTTPTypes
import Synchronization
import Testing

import class TestSupport.ScriptedServer
import class TestSupport.SyslogSink

@testable import SOARCore

@Suite("Forwarding the audit log to a webhook, over real sockets", .timeLimit(.minutes(2)))
struct WebhookForwardingTests {
    private static let secret = Array("0123456789abcdef0123456789abcdef".utf8)

    private func withWebhook(
        _ body: @escaping @Sendable (SQLiteStore, ScriptedServer, WebhookDestination) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(path: folder + "/soar.db")
            try await ScriptedServer.run(.init(status: "204 None")) { server, port in
                try await AsyncHTTPClientFetcher.withFetcher { fetcher in
                    var configuration = WebhookDestination.Configuration()
                    configuration.secret = Secret(Self.secret)
                    configuration.authorization = Secret("Bearer canary")
                    configuration.timeout = .seconds(1)
                    configuration.maximumAnswerBytes = 1000
                    let target = HTTPRequest(
                        method: .get, scheme: "http", authority: "127.0.0.1:\(port)", path: "/in?key=1")
                    try await body(
                        store, server,
                        WebhookDestination(target, http: fetcher, configuration: configuration, now: { moment() }))
                }
            }
        }
    }

    /// The records' numbers in a request's body.
    private static func ids(_ request: String) throws -> [Int64] {
        let body = try #require(request.range(of: "\r\n\r\n")).upperBound
        return try request[body...].split(separator: "\n").compactMap {
            try JSONParser.parse(String($0))["id"]?.integerValue
        }
    }

    private static func field(_ name: String, _ request: String) -> String? {
        request.split(separator: "\r\n").first { $0.lowercased().hasPrefix(name + ": ") }
            .map { String($0.dropFirst(name.count + 2)) }
    }

    @Test("posts a JSON object a line, signed, with a key that is the same for the same records")
    func posts() async throws {
        try await withWebhook { store, server, destination in
            try await whileForwarding(store, to: [destination]) { _ in
                try await store.record(3)
                #expect(try await store.hasForwarded(to: "webhook", upTo: 3))
            }
            let request = try #require(server.requests.first)
            #expect(request.hasPrefix("POST /in?key=1 HTTP/1.1\r\n"))
            #expect(Self.field("content-type", request) == "application/x-ndjson")
            #expect(Self.field("authorization", request) == "Bearer canary")
            let body = request[try #require(request.range(of: "\r\n\r\n")).upperBound...]
            let records = try await store.auditPage(matching: AuditQuery(), after: 0).records
            let lines = try body.split(separator: "\n").map { try JSONParser.parse(String($0)) }
            #expect(lines == records.prefix(lines.count).map { .object($0.json) })
            let key = try #require(Self.field("idempotency-key", request))
            let last = try #require(records.dropFirst(lines.count - 1).first)
            #expect(key == "\(last.id)-" + Hexadecimal.text(last.hash.prefix(8)))
            let time = try #require(Self.field("x-soar-timestamp", request))
            #expect(time == "1750000000")
            let signature = try #require(Self.field("x-soar-signature", request))
            let code = try #require(Hexadecimal.bytes(String(signature.dropFirst("sha256=".count))))
            #expect(
                HMAC<SHA256>.isValidAuthenticationCode(
                    code, authenticating: Array((time + "." + body).utf8), using: SymmetricKey(data: Self.secret)))
        }
    }

    @Test(
        "keeps the records with everything but a success, and names the status but no secret",
        arguments: ["500 No", "503 No", "429 No", "400 No", "401 No", "302 Found"])
    func keeps(_ status: String) async throws {
        try await withWebhook { store, server, destination in
            server.answer(.init(status: status, headers: ["Location: http://127.0.0.1:1/"]))
            try await whileForwarding(store, to: [destination]) { service in
                try await store.record(5)
                #expect(try await server.hasReceived(3))
                let state = try await store.forwarding(of: "webhook")
                #expect(state.position == 0 && state.backlog == 5)
                #expect(state.fault?.hasSuffix("answered \(status.prefix(3))") == true)
                #expect(state.fault?.contains("key") == false && state.fault?.contains("canary") == false)
                server.answer(.init(status: "200 OK"))
                #expect(try await store.hasForwarded(to: "webhook", upTo: 5))
                #expect(service.figures.first?.isFailing == false)
            }
        }
    }

    @Test("goes on behind the last batch that was acknowledged, and repeats only the one that was not")
    func outage() async throws {
        try await withWebhook { store, server, destination in
            let accepted = Mutex<[Int64]>([])
            let count = Mutex(0)
            server.answer { request in
                let number = count.withLock { count in
                    count += 1
                    return count
                }
                // Of every three one is refused, one breaks off, and one is taken.
                switch number % 3 {
                case 1: return .init(status: "503 Later")
                case 2: return .init(raw: "")
                default:
                    let ids = (try? Self.ids(request)) ?? []
                    accepted.withLock { $0 += ids }
                    return .init(status: "200 OK")
                }
            }
            try await whileForwarding(store, to: [destination]) { _ in
                for _ in 0..<6 { try await store.record(300) }
                #expect(try await store.hasForwarded(to: "webhook", upTo: 1_800))
            }
            #expect(accepted.withLock { $0 } == Array(1...1_800))
        }
    }

    @Test(
        "takes an answer that doesn't come, or doesn't end, for a failure",
        arguments: [
            ScriptedServer.Reply.hang(), .init(status: "200 OK", body: String(repeating: "x", count: 2000)),
        ])
    func bounded(_ reply: ScriptedServer.Reply) async throws {
        try await withWebhook { store, server, destination in
            server.answer(reply)
            try await whileForwarding(store, to: [destination]) { service in
                try await store.record(1)
                #expect(try await server.hasReceived(2))
                #expect(try await store.forwarding(of: "webhook").position == 0)
                server.answer(.init(status: "200 OK"))
                #expect(try await store.hasForwarded(to: "webhook", upTo: 1))
            }
        }
    }

    @Test("costs the other destination nothing")
    func independent() async throws {
        try await withWebhook { store, server, destination in
            server.answer(.init(status: "500 No"))
            let sink = SyslogSink()
            let port = try await sink.start()
            try await whileForwarding(store, to: [destination, SyslogDestination.local(.tcp, port: port)]) { _ in
                try await store.record(100)
                #expect(try await store.hasForwarded(to: "syslog", upTo: 100))
                #expect(try await store.forwarding(of: "webhook").backlog == 100)
                server.answer(.init(status: "200 OK"))
                #expect(try await store.hasForwarded(to: "webhook", upTo: 100))
            }
            try await sink.stop()
        }
    }
}
