//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Testing

@Suite("A platform's address")
struct PlatformURLTests {
    @Test(
        "keeps scheme, host, port and path",
        arguments: [
            ("https://soar.example.com", "https://soar.example.com"),
            (" HTTPS://soar.example.com/ \n", "https://soar.example.com"),
            ("http://127.0.0.1:8080/soar/v2//", "http://127.0.0.1:8080/soar/v2"),
            ("https://[::1]:8443/x%20y", "https://[::1]:8443/x%20y"),
        ])
    func keepsParts(text: String, expected: String) throws {
        #expect(try PlatformURL(validating: text).description == expected)
    }

    @Test(
        "says what is wrong with a text that is none",
        arguments: [
            ("", InvalidPlatformURL.Reason.empty), ("   ", .empty), ("soar.example.com", .scheme),
            ("ftp://soar.example.com", .scheme), ("file:///etc/passwd", .scheme), ("https://", .host),
            ("https:///x", .host),
            ("https://admin:hunter2@soar.example.com", .credentials), ("https://admin@soar.example.com", .credentials),
            ("https://soar.example.com/?token=x", .query), ("https://soar.example.com/#x", .query),
            ("https://soar.example.com:0", .port), ("https://soar.example.com:65536", .port),
            ("https://soar example.com", .malformed), ("https://soar.example.com/a b", .malformed),
            ("https://soar.example.com\r\nhg-token: x", .malformed),
        ])
    func refuses(text: String, reason: InvalidPlatformURL.Reason) {
        let error = #expect(throws: InvalidPlatformURL.self) { try PlatformURL(validating: text) }
        #expect(error?.reason == reason)
        #expect(error?.description.contains("hunter2") == false)
        #expect(PlatformURL(text) == nil)
    }
}
