//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import Testing

@Suite("Addresses that credentials may be sent to")
struct SecureURLTests {
    @Test(
        "are https, or http to this machine",
        arguments: [
            ("https://soar.example.com", "soar.example.com", ""),
            ("https://soar.example.com/", "soar.example.com", "/"),
            ("https://SOAR.example.com:8443/a/mcp", "soar.example.com", "/a/mcp"),
            ("HTTPS://h/mcp/", "h", "/mcp/"), ("https://h/%C3%A9", "h", "/%C3%A9"),
            ("https://h/a..b/.c", "h", "/a..b/.c"),
            ("https://[2001:db8::7]/mcp", "[2001:db8::7]", "/mcp"), ("http://localhost:12345/mcp", "localhost", "/mcp"),
            ("http://127.0.0.1/mcp", "127.0.0.1", "/mcp"), ("http://[::1]:80/mcp", "[::1]", "/mcp"),
            ("HTTP://LOCALHOST", "localhost", ""),
        ])
    func accepted(_ text: String, _ host: String, _ path: String) throws {
        let url = try SecureURL(validating: text)
        #expect(url.description == text)
        #expect(url.host == host)
        #expect(url.path == path)
    }

    @Test(
        "are nothing else",
        arguments: [
            ("", .length), ("https://h/" + String(repeating: "a", count: 2048), .length), ("soar.example.com", .host),
            ("/mcp", .host), ("https:", .host), ("https:///mcp", .host), ("mailto:a@b", .host),
            ("http://soar.example.com", .scheme), ("http://10.0.0.7/mcp", .scheme), ("http://0.0.0.0/", .scheme),
            ("http://127.0.0.1.evil.example/", .scheme), ("http://localhost.evil.example", .scheme),
            ("ftp://localhost/", .scheme), ("//localhost/mcp", .scheme), ("https://user@h/", .credentials),
            ("https://:canary@h/", .credentials), ("https://user:canary@h/", .credentials),
            ("http://localhost@evil.example/", .scheme), ("https://h/mcp?token=canary", .query),
            ("https://h/?", .query),
            ("https://h/#canary", .query), ("https://h#", .query), ("https://h:0/", .port), ("https://h:65536/", .port),
            ("https://h/a/../mcp", .path), ("https://h/./mcp", .path), ("https://h/..", .path),
            ("https://h/\"canary", .malformed), ("https://h/a b", .malformed), ("https://h/\\", .malformed),
            ("https://h/\r\nX: y", .malformed), ("https://h/é", .malformed), ("https://hé/", .malformed),
            ("https://h/%zz", .malformed), (" https://h", .malformed),
        ] as [(String, InvalidSecureURL.Reason)])
    func refused(_ text: String, _ reason: InvalidSecureURL.Reason) throws {
        let error = try #require(throws: InvalidSecureURL.self) { try SecureURL(validating: text) }
        #expect(error.reason == reason)
        #expect(!error.description.isEmpty && !error.description.contains("canary"))
    }
}
