//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// Takes secrets out of whatever is logged, so that it doesn't depend on who logs.
///
/// By form: API tokens and JWTs, and what follows `Bearer`, `Basic` or `token=`. By name: values whose key says that they
/// are secret. By value: the secrets that the process was given.
struct LogRedaction: Sendable {
    /// Secrets shorter than this are not looked for: they would be found in every other word.
    static let shortestSecret = 6

    private static let secretNames: Set<String> = [
        "token", "access_token", "refresh_token", "hg-token", "authorization", "proxy-authorization", "cookie",
        "set-cookie", "password", "passwd", "secret", "client_secret", "api_key", "apikey", "x-api-key",
    ]
    /// What stands in front of credentials, in lower case.
    private static let markers = ["bearer ", "basic ", "token=", "token%3d"].map { Array($0.utf8) }

    private let secrets: [Secret<String>]

    /// Redacts.
    ///
    /// - Parameter secrets: What must appear nowhere, whatever its form.
    init(hiding secrets: [Secret<String>] = []) {
        self.secrets = secrets.filter { $0.exposed.utf8.count >= Self.shortestSecret }
    }

    /// A value under its key.
    func value(_ value: String, of key: String) -> String {
        let last = key.split(separator: ".").last.map { $0.lowercased() } ?? ""
        return Self.secretNames.contains(last) ? TokenScrubber.replacement : text(value)
    }

    /// A text that may hold a secret somewhere.
    func text(_ text: String) -> String {
        var text = text
        for secret in secrets where text.contains(secret.exposed) {
            text = text.split(separator: secret.exposed, omittingEmptySubsequences: false)
                .joined(separator: TokenScrubber.replacement)
        }
        return TokenScrubber.scrub(Self.withoutCredentials(text))
    }

    private static func withoutCredentials(_ text: String) -> String {
        let bytes = Array(text.utf8)
        let lower = bytes.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
        var kept: [UInt8] = []
        var place = 0
        while place < bytes.count {
            guard let marker = markers.first(where: { lower[place...].starts(with: $0) }) else {
                kept.append(bytes[place])
                place += 1
                continue
            }
            kept += bytes[place..<place + marker.count]
            place += marker.count
            let end = bytes[place...].firstIndex(where: isEnd) ?? bytes.count
            if end - place >= shortestSecret {
                kept += Array(TokenScrubber.replacement.utf8)
                place = end
            }
        }
        return kept.count == bytes.count && kept == bytes ? text : String(decoding: kept, as: UTF8.self)
    }

    /// Where credentials end: none of RFC 9110's tokens68, nor of what a query may hold.
    private static func isEnd(_ byte: UInt8) -> Bool { byte <= 0x20 || "\"',;&#<>()[]{}".utf8.contains(byte) }
}
