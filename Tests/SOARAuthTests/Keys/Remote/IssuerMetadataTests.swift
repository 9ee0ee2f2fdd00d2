//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import TestSupport
import Testing

@testable import SOARAuth

@Suite("Key sets by an issuer's metadata", .timeLimit(.minutes(1)))
struct IssuerMetadataTests {
    private typealias Reply = ScriptedServer.Reply

    @Test("are looked for where the RFCs put them")
    func addresses() throws {
        let plain = try IssuerMetadata(issuer: "https://issuer.example/").addresses.map(\.description)
        #expect(
            plain == [
                "https://issuer.example/.well-known/openid-configuration",
                "https://issuer.example/.well-known/oauth-authorization-server",
            ])
        let nested = try IssuerMetadata(issuer: "https://issuer.example/a/b").addresses.map(\.description)
        #expect(
            nested == [
                "https://issuer.example/.well-known/oauth-authorization-server/a/b",
                "https://issuer.example/.well-known/openid-configuration/a/b",
                "https://issuer.example/a/b/.well-known/openid-configuration",
            ])
        #expect(throws: InvalidServerURL.self) { try IssuerMetadata(issuer: "https://issuer.example/?a") }
        #expect(throws: InvalidServerURL.self) { try IssuerMetadata(issuer: "https://issuer.example?") }
    }

    /// Runs a server that has metadata at one path only, and says what comes of asking for its keys.
    private func ask(
        issuerPath: String, at place: String, _ metadata: @escaping @Sendable (_ issuer: String) -> String
    ) async throws -> (error: String?, requests: Int) {
        try await ScriptedServer.run({ _ in Reply(status: "404 Not Found") }) { server, port in
            let issuer = "http://127.0.0.1:\(port)\(issuerPath)"
            server.answer { request in
                if request.hasPrefix("GET \(place) ") { return Reply(body: metadata(issuer)) }
                if request.hasPrefix("GET /keys ") { return Reply(body: keyDocument(["a"])) }
                return Reply(status: "404 Not Found")
            }
            let keySet = try RemoteKeySet(issuer: issuer)
            do throws(KeySourceError) {
                let keys = try await keySet.keys(for: "a")
                return (keys.contains(keyID: "a") ? nil : "no key", server.requests.count)
            } catch {
                return (error.message, server.requests.count)
            }
        }
    }

    @Test(
        "are found at each of the places",
        arguments: [
            ("", "/.well-known/openid-configuration", 2), ("", "/.well-known/oauth-authorization-server", 3),
            ("/t", "/.well-known/oauth-authorization-server/t", 2), ("/t", "/t/.well-known/openid-configuration", 4),
        ])
    func found(issuerPath: String, place: String, requests: Int) async throws {
        let outcome = try await ask(issuerPath: issuerPath, at: place) { issuer in
            let root = issuer.hasSuffix("/t") ? String(issuer.dropLast(2)) : issuer
            return "{\"issuer\":\"\(issuer)\",\"jwks_uri\":\"\(root)/keys\"}"
        }
        #expect(outcome.error == nil)
        #expect(outcome.requests == requests)
    }

    @Test("are refused from another issuer's document, and from places that may not be asked")
    func refused() async throws {
        let place = "/.well-known/openid-configuration"
        let faults: [(metadata: @Sendable (String) -> String, reason: String)] = [
            ({ "{\"issuer\":\"\($0)/\",\"jwks_uri\":\"\($0)/keys\"}" }, "'issuer' is not"),
            ({ "{\"jwks_uri\":\"\($0)/keys\"}" }, "'issuer' is not"),
            ({ "{\"issuer\":\"\($0)\"}" }, "no member 'jwks_uri'"),
            ({ "{\"issuer\":\"\($0)\",\"jwks_uri\":\"http://issuer.example/\"}" }, "can't be used"),
            ({ "{\"issuer\":\"\($0)\",\"jwks_uri\":\"https://169.254.169.254/\"}" }, "is not allowed"),
        ]
        for fault in faults {
            let outcome = try await ask(issuerPath: "", at: place, fault.metadata)
            #expect(outcome.error?.contains(fault.reason) == true)
        }
    }

    @Test(
        "are looked for further on where the first address has something else",
        arguments: [
            ScriptedServer.Reply(status: "302 Found", headers: ["Location: /login"]), .init(body: "<html>"),
            .init(status: "404 Not Found"), .init(status: "403 Forbidden"),
        ])
    func goesOn(_ first: ScriptedServer.Reply) async throws {
        let error = try await ask(first: first)
        #expect(error == nil)
    }

    @Test("are not looked for further on where the server is not well, or says who it is")
    func stops() async throws {
        #expect(try await ask(first: Reply(status: "500 Oops"))?.contains("500") == true)
        #expect(
            try await ask(first: Reply(body: "{\"issuer\":\"https://other.example\"}"))?.contains("'issuer'") == true)
    }

    /// What comes of asking where the second well-known address has the metadata, and the first something else.
    private func ask(first: ScriptedServer.Reply) async throws -> String? {
        try await ScriptedServer.run({ _ in first }) { server, port in
            let issuer = "http://127.0.0.1:\(port)"
            server.answer { request in
                if request.hasPrefix("GET /.well-known/openid-configuration ") { return first }
                if request.hasPrefix("GET /keys ") { return Reply(body: keyDocument(["a"])) }
                return Reply(body: "{\"issuer\":\"\(issuer)\",\"jwks_uri\":\"\(issuer)/keys\"}")
            }
            let keys = try RemoteKeySet(issuer: issuer)
            do throws(KeySourceError) {
                _ = try await keys.keys(for: "a")
                return nil
            } catch { return error.message }
        }
    }

    @Test("take no longer all together than one document may")
    func oneDeadline() async throws {
        try await ScriptedServer.run({ _ in Reply(status: "404 Not Found", pause: .milliseconds(1200)) }) {
            server, port in
            var configuration = RemoteKeySet.Configuration()
            configuration.loadTimeout = .seconds(2)
            let keys = try RemoteKeySet(issuer: "http://127.0.0.1:\(port)/t", configuration: configuration)
            let error = await #expect(throws: KeySourceError.self) { try await keys.keys(for: "a") }
            #expect(error?.message.contains("in time") == true)
            // The third address is not reached any more.
            #expect(server.requests.count == 2)
        }
    }

    @Test("of a remote issuer are not looked for on this machine")
    func pointsHome() throws {
        let metadata = try IssuerMetadata(issuer: "https://issuer.example")
        let document = "{\"issuer\":\"https://issuer.example\",\"jwks_uri\":\"http://localhost:6379/\"}"
        let error = #expect(throws: DocumentFetchError.self) {
            try metadata.keySetURL(in: Array(document.utf8), from: metadata.addresses[0])
        }
        #expect(error?.message.contains("this very machine") == true)
    }
}
