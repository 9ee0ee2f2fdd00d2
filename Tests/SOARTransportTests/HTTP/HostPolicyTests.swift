//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import TestSupport
import Testing

/// Who may call under which name (requirements A2, A5).
@Suite("Host and Origin")
struct HostPolicyTests {
    private let policy = HostPolicy(
        allowedHosts: ["soar.example.com", "Gate.Example.com"], allowedOrigins: ["https://console.example.com"])

    @Test(
        "answers to loopback names, to addresses in digits and to the names it was given",
        arguments: [
            "localhost", "localhost:12345", "LOCALHOST", "LocalHost:1", "127.0.0.1", "127.0.0.1:65535", "[::1]",
            "[::1]:12345", "10.1.2.3", "192.168.0.7:12345", "0.0.0.0:80", "255.255.255.255", "[2001:db8::7]",
            "[2001:DB8::7]:443", "[::ffff:10.0.0.1]:1", "soar.example.com", "soar.example.com:443",
            "SOAR.EXAMPLE.COM", "gate.example.com",
        ])
    func acceptsHost(_ authority: String) {
        #expect(policy.accepts(authority: authority))
    }

    @Test(
        "answers to no other name, however near",
        arguments: [
            "evil.com", "localhost.evil.com", "127.0.0.1.evil.com", "evil.com:127", "localhost.", "127.0.0.1.",
            "soar.example.com.", "xsoar.example.com", "soar.example.com.evil.com", "example.com", "a.soar.example.com",
            "user@localhost", "localhost@evil.com", "localhost:80@evil.com", "user:pass@127.0.0.1", "localhost:65536",
            "localhost:-1", "localhost:+80", "localhost:80:80", "localhost:x", "localhost:8 0", "127.0.0.1:99999",
            "256.0.0.1", "1.2.3", "1.2.3.4.5", "1.2.3.-4", "+1.2.3.4", "1.2.3.+4", "0x7f.0.0.1", "2130706433",
            "1.2.3.", "..", "...", "[", "]", "[]", "[]:80", "[::1", "::1", "::1]", "[::1]evil.com", "[::1].evil.com",
            "[localhost]", "[evil.com]", "[:]", "[::1]:", "[::1]:65536", "[fe80::1%25eth0]", "[1:2:3:4:5:6:7:8:9]",
            "[:::]", "[12345::]", "[abcd]", "localhost/", "localhost?", "localhost#", "local host",
            "localhost,evil.com",
            "*", "", ":80", " localhost", "localhost ", "lоcalhost", "１２７.0.0.1", "1.2.3.٤",
        ])
    func refusesHost(_ authority: String) {
        #expect(!policy.accepts(authority: authority))
    }

    @Test("a star lets every sound name in, and nothing unsound")
    func anyHost() {
        let policy = HostPolicy(allowedHosts: ["*"])
        for authority in ["evil.com", "a:1", "localhost"] { #expect(policy.accepts(authority: authority)) }
        for authority in ["", "a:x", "[::1", "a:70000"] { #expect(!policy.accepts(authority: authority)) }
    }

    @Test(
        "pages from this machine and of the origins it was given may call",
        arguments: [
            "http://localhost", "http://localhost:3000", "https://localhost:12345", "http://127.0.0.1:12345",
            "http://[::1]:8080", "HTTP://LOCALHOST:3000", "https://console.example.com", "https://CONSOLE.example.com",
        ])
    func acceptsOrigin(_ origin: String) {
        #expect(policy.accepts(origin: origin))
    }

    @Test(
        "no other page may call",
        arguments: [
            "null", "NULL", "", "http://evil.com", "https://localhost.evil.com", "http://127.0.0.1.evil.com",
            "http://localhost.", "http://evil.com#http://localhost", "http://localhost@evil.com",
            "http://user@localhost", "http://localhost:3000@evil.com", "http://localhost:99999", "http://localhost:+1",
            "http://localhost/", "http://localhost/path", "http://localhost:3000/", "http://localhost?x", "http://",
            "https://", "localhost", "//localhost", "ftp://localhost", "file://", "file://localhost",
            "chrome-extension://localhost", "http:localhost", "http:/localhost", "http:// localhost",
            "http://console.example.com", "https://console.example.com:8443", "https://console.example.com.",
            "https://xconsole.example.com", "https://console.example.com/", "http://10.0.0.7", "http://[::1",
            "http://[]", "http://soar.example.com", "http://localhost http://evil.com",
            "http://localhost, http://evil.com",
            "http://lоcalhost",
        ])
    func refusesOrigin(_ origin: String) {
        #expect(!policy.accepts(origin: origin))
    }

    @Test(
        "over the wire a foreign name is 403 before anything else is looked at", arguments: ["evil.com", "localhost."])
    func foreignHost(_ host: String) async throws {
        try await withTestServer(try .samples()) { server in
            for method in ["POST", "GET", "DELETE", "OPTIONS"] {
                let answer = try await server.client().send(TestRequest().with(method: method).with("Host", host))
                #expect(answer.status == 403)
                #expect(!answer.body.contains(host))
            }
        }
    }

    @Test(
        "over the wire a foreign or repeated origin is 403, with and without a token",
        arguments: [["http://evil.com"], ["null"], [""], ["http://localhost", "http://evil.com"]])
    func foreignOrigin(_ origins: [String]) async throws {
        try await withTestServer(try .samples()) { server async throws in
            for token in [nil, TestServer.Setup.anyToken] {
                var request = server.client(token).request("tools/list")
                for origin in origins { request.fields.append(("Origin", origin)) }
                let answer = try await server.client().send(request)
                #expect(answer.status == 403)
                #expect(answer["Access-Control-Allow-Origin"] == nil)
                #expect(answer.json?["id"] == nil)
                #expect(!answer.body.contains("evil"))
            }
            #expect(try await server.records().isEmpty)
        }
    }

    @Test("over the wire the server's own name and a page from this machine are let in")
    func ownOrigin() async throws {
        try await withTestServer(try .samples()) { server async throws in
            for origin in ["http://127.0.0.1:\(server.port)", "http://localhost:\(server.port)"] {
                let request = server.anybody.request("tools/list").adding("Origin", origin)
                #expect(try await server.client().send(request).status == 200)
            }
        }
    }
}
