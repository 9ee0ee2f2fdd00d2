//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Testing

@testable import SOARTransport

@Suite("A host and a request target are well-formed or not")
struct HTTPHostTests {
    @Test(
        "accepts names, addresses and ports",
        arguments: [
            "localhost", "LOCALHOST:12345", "a", "a.example", "a-b.example.", "my_service:80", "127.0.0.1",
            "127.0.0.1:1",
            "[::1]", "[::1]:12345", "[2001:DB8::1.2.3.4]:65535",
        ])
    func accepts(_ host: String) {
        #expect(HTTPHost.isWellFormed(host))
    }

    @Test(
        "refuses everything else",
        arguments: [
            "", " ", "a b", "a,b", "a, a", "user@a", "user:password@a", "a/", "a/b", "a?b", "a#b", "a\\b", "a%2eb",
            "a*",
            ":80", "a:", "a:0", "a:65536", "a:123456", "a:-1", "a:+1", "a:8o", "a:80:80", "a:80 ", "a:\u{661}", "::1",
            "[]", "[::1", "::1]", "[::1]80", "[::1]:", "[::1]:0", "[::1%25eth0]", "[a]", "[v1.a:b]", "[[::1]]",
            "b\u{FC}cher", "a\0",
            "a\t", "a\u{3002}example", "'a'", "\"a\"", String(repeating: "a", count: 260),
        ])
    func refuses(_ host: String) {
        #expect(!HTTPHost.isWellFormed(host))
    }

    @Test(
        "accepts paths, and URLs of the same host",
        arguments: [
            ("/", "a"), ("/a/b?c=d&e", "a"), ("//a//b", "a"), ("/http://b/", "a"), ("http://a", "a"),
            ("HTTP://A/b", "a"),
            ("https://a:1?b", "A:1"), ("http://[::1]:80/", "[::1]:80"),
        ])
    func accepts(_ target: String, _ host: String) {
        #expect(HTTPRequestTarget.isAcceptable(target, host: host))
    }

    @Test(
        "refuses other targets",
        arguments: [
            ("*", "a"), ("a", "a"), ("a:80", "a:80"), ("", "a"), ("http://b/", "a"), ("http://a:80/", "a"),
            ("http://user@a/", "a"), ("http:///b", "a"), ("http:/a/", "a"), ("ftp://a/", "a"), ("://a/", "a"),
            ("/a#b", "a"), ("/\u{FC}", "a"), ("/a b", "a"), ("http://a\\b/", "a"),
        ])
    func refuses(_ target: String, _ host: String) {
        #expect(!HTTPRequestTarget.isAcceptable(target, host: host))
    }

    @Test("needs no Host field to agree with where an HTTP/1.0 request has none")
    func acceptsWithoutHost() {
        #expect(HTTPRequestTarget.isAcceptable("http://a/", host: nil))
    }
}
