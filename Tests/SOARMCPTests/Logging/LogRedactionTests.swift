//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import Logging
import SOARCore
import Synchronization
import Testing

@testable import soar_mcp

/// Whoever logs, and whatever: a secret is not written.
@Suite("Log redaction")
struct LogRedactionTests {
    private static let jwt = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl"
    private static let opaque = "q83vEjRWeJCrze8SNFZ4kA"
    private static let platform = "hg-0123456789abcdef"

    private static func logged(_ format: LogFormat, _ log: (inout Logger) -> Void) -> String {
        let box = Lines()
        var logger = Logger(label: "test") { label in
            StderrLogHandler(
                label: label, format: format, threshold: LogThreshold(.trace),
                redaction: LogRedaction(hiding: [Secret(platform)]),
                now: { Date(timeIntervalSince1970: 0) }, write: { line in box.all.withLock { $0 += line } })
        }
        log(&logger)
        return box.all.withLock { $0 }
    }

    private final class Lines: Sendable {
        let all = Mutex("")
    }

    @Test("a token is in no line, wherever it is put", arguments: LogFormat.allCases)
    func everywhere(_ format: LogFormat) {
        let token = APITokenSecret().exposed
        for secret in [token, Self.jwt, Self.platform] {
            let text = Self.logged(format) { logger in
                logger[metadataKey: "kept"] = "\(secret)"
                logger[metadataKey: "\(secret)"] = "value"
                logger.trace("message \(secret)")
                logger.trace("in a URL", metadata: ["uri": "/mcp?token=\(secret)&x=1", "path": "/\(secret)"])
                logger.trace("nested", metadata: ["a": ["b": ["\(secret)"], "c": .dictionary(["\(secret)": "d"])]])
                logger.trace("headers", metadata: ["headers": "[Authorization: Bearer \(secret), Host: a]"])
                logger.trace("error", metadata: ["error": "\(Leak(text: secret))"])
                logger.trace(
                    "quoted", metadata: ["json": "{\"token\": \"\(secret)\"}", "percent": "token%3D\(secret)"])
                logger.trace("long", metadata: ["text": "\(String(repeating: "x ", count: 505))\(secret)"])
                logger.error("thrown", error: Leak(text: secret))
            }
            #expect(text.contains("(redacted)"))
            // What may be shown is the beginning of an API token; of the rest not even the half.
            let hidden = secret.dropFirst(secret == token ? APITokenSecret.prefixLength : 8).prefix(12)
            #expect(!text.contains(hidden), "\(secret.prefix(5))")
        }
    }

    @Test("credentials without a form of their own are known by what stands in front of them")
    func opaqueCredentials() {
        let redaction = LogRedaction()
        for text in [
            "Bearer \(Self.opaque)", "bearer \(Self.opaque)\r\n", "GET /mcp?token=\(Self.opaque)",
            "Basic \(Self.opaque)",
        ] {
            #expect(!redaction.text(text).contains(Self.opaque.prefix(8)), "\(text)")
        }
        #expect(redaction.text("/mcp?token=\(Self.opaque)&page=2") == "/mcp?token=(redacted)&page=2")
    }

    @Test(
        "a value whose key says that it is secret is not written",
        arguments: ["token", "Authorization", "http.cookie", "platform.api_key"])
    func secretKeys(_ key: String) {
        let text = Self.logged(.text) { $0.info("x", metadata: ["\(key)": "s3cret"]) }
        #expect(text.contains("(redacted)") && !text.contains("s3cret"))
    }

    @Test(
        "what is no secret stays as it is",
        arguments: ["token.id 17 of default", "a bearer", "soar_ab", "token=", "基本 token=短", "x"])
    func harmless(_ text: String) {
        #expect(LogRedaction().text(text) == text)
        #expect(LogRedaction(hiding: [Secret("a")]).value(text, of: "token.id") == text)
    }
}

/// An error that says too much.
private struct Leak: Error, CustomStringConvertible {
    var text: String
    var description: String { "could not connect with \(text)" }
}
