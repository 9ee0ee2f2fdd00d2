//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import NIOCore
import SOARCore
import Testing

@testable import SOARTransport

@Suite("MetricsRoute")
struct MetricsRouteTests {
    private func answer(
        from peer: String?, authority: String = "127.0.0.1:12346", _ fields: HTTPFields = [:]
    ) async throws -> HTTPAnswer {
        let address = try peer.map { try SocketAddress(ipAddress: $0, port: 1234) }
        let request = HTTPRequest(
            method: .get, scheme: "http", authority: authority, path: "/metrics", headerFields: fields)
        let registry = PrometheusRegistry(describing: [MetricDescription("a", .gauge, "A.")])
        return await MetricsRoute(registry).answer(to: request, from: address)
    }

    @Test("answers a peer on this machine", arguments: ["127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"])
    func loopback(_ peer: String) async throws {
        let answer = try await answer(from: peer)
        #expect(answer.status == .ok)
        #expect(answer.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
        #expect(answer.headers[.cacheControl] == "no-store")
        guard case .bytes(let bytes) = answer.body else { return #expect(Bool(false), "it is a stream") }
        #expect(String(decoding: bytes, as: UTF8.self) == "# HELP a A.\n# TYPE a gauge\n")
    }

    @Test(
        "refuses every other peer, and says who is answered",
        arguments: [nil, "10.0.0.1", "192.168.1.4", "8.8.8.8", "::", "fe80::1", "::ffff:10.0.0.1", "0.0.0.0"])
    func others(_ peer: String?) async throws {
        let answer = try await answer(from: peer)
        #expect(answer.status == .forbidden)
        guard case .bytes(let bytes) = answer.body else { return #expect(Bool(false), "it is a stream") }
        let json = try JSONParser.parse(bytes)
        #expect(json["error"] == "forbidden_peer")
        #expect(json["message"]?.stringValue?.contains("127.0.0.1") == true)
    }

    @Test("refuses what a proxy passes on", arguments: ["Forwarded", "X-Forwarded-For", "x-real-ip", "Via"])
    func proxies(_ name: String) async throws {
        let field = try #require(HTTPField.Name(name))
        #expect(try await answer(from: "127.0.0.1", [field: "1.2.3.4"]).status == .forbidden)
    }

    @Test("refuses a host name that is not this machine's, so no web page can read it by a name of its own")
    func rebinding() async throws {
        #expect(try await answer(from: "127.0.0.1", authority: "evil.example:12346").status == .forbidden)
        #expect(try await answer(from: "127.0.0.1", authority: "localhost:12346").status == .ok)
    }

    @Test("answers in OpenMetrics where that is accepted")
    func openMetrics() async throws {
        let accept = "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3"
        let answer = try await answer(from: "127.0.0.1", [.accept: accept])
        #expect(answer.headers[.contentType] == PrometheusFormat.openMetrics.contentType)
    }
}
