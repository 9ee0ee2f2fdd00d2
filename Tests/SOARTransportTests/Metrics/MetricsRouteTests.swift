//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import NIOCore
import SOARAuth
import SOARCore
import Testing

@testable import SOARTransport

@Suite("MetricsRoute")
struct MetricsRouteTests {
    /// Knows the tokens `admin`, `reader` and `foreign`; with `outage` nothing can be looked up.
    private struct Known: TokenVerifier {
        func verify(_ token: BearerToken) async throws(AuthenticationFailure) -> AccessToken? {
            switch token.exposed {
            case "admin": AccessToken(subject: "s", client: "c", scopes: [.admin])
            case "reader": AccessToken(subject: "s", client: "c", scopes: Scope.standard)
            case "foreign":
                AccessToken(subject: "s", client: "c", tenant: TenantID(rawValue: "red"), scopes: [.admin])
            case "outage": throw .unavailable("test")
            default: nil
            }
        }
    }

    private func answer(
        from peer: String?, authority: String = "127.0.0.1:12346", path: String = "/metrics",
        auth: (any AuthProvider)? = nil, _ fields: HTTPFields = [:]
    ) async throws -> HTTPAnswer {
        let address = try peer.map { try SocketAddress(ipAddress: $0, port: 1234) }
        let request = HTTPRequest(
            method: .get, scheme: "http", authority: authority, path: path, headerFields: fields)
        let registry = PrometheusRegistry(describing: [MetricDescription("a", .gauge, "A.")])
        return await MetricsRoute(registry, auth: auth).answer(to: request, from: address)
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

    @Test(
        "answers an administrator elsewhere, and nobody else",
        arguments: [
            ("Bearer admin", 200), ("Bearer reader", 403), ("Bearer foreign", 403), ("Bearer nobody", 401),
            ("Basic YWRtaW4=", 401), ("Bearer outage", 503), (nil, 403),
        ] as [(String?, Int)])
    func administrators(_ credentials: String?, _ status: Int) async throws {
        var fields = HTTPFields()
        fields[.authorization] = credentials
        let provider = BearerAuthProvider(verifier: Known())
        let name = "soar.example.com:12346"
        #expect(try await answer(from: "10.0.0.1", authority: name, auth: provider, fields).status.code == status)
        #expect(try await answer(from: "127.0.0.1", authority: name, auth: provider, fields).status.code == status)
        let forwarded = try #require(HTTPField.Name("X-Forwarded-For"))
        fields[forwarded] = "10.0.0.1"
        #expect(try await answer(from: "127.0.0.1", auth: provider, fields).status.code == status)
        // Without a way to know administrators nobody is one.
        #expect(try await answer(from: "10.0.0.1", authority: name, fields).status == .forbidden)
    }

    @Test("takes no token in the address, and says who is answered")
    func tokenInAddress() async throws {
        let provider = BearerAuthProvider(verifier: Known())
        let answer = try await answer(from: "10.0.0.1", path: "/metrics?token=admin", auth: provider)
        #expect(answer.status == .forbidden)
        guard case .bytes(let bytes) = answer.body else { return #expect(Bool(false), "it is a stream") }
        #expect(try JSONParser.parse(bytes)["message"]?.stringValue?.contains("administrator") == true)
    }

    @Test("answers in OpenMetrics where that is accepted")
    func openMetrics() async throws {
        let accept = "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3"
        let answer = try await answer(from: "127.0.0.1", [.accept: accept])
        #expect(answer.headers[.contentType] == PrometheusFormat.openMetrics.contentType)
    }
}
