//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes

extension HTTPResponse {
    /// Whether the body is what it says, and not a compressed form of it.
    var isUnencoded: Bool {
        headerFields[values: .contentEncoding].allSatisfy { $0.isEmpty || $0.lowercased() == "identity" }
    }

    /// How long the answer may be kept: `max-age` less `Age` (RFC 9111 §4.2.1), zero for `no-store` and `no-cache`.
    ///
    /// Nil where nothing is said, or nothing that can be understood. Of several values the shortest counts.
    var cacheLifetime: Duration? {
        var seconds: Int?
        for directive in headerFields[values: .cacheControl].flatMap({ $0.split(separator: ",") }) {
            let parts = directive.split(separator: "=", maxSplits: 1).map { $0.filter { $0 != " " && $0 != "\"" } }
            switch parts.first?.lowercased() {
            case "no-store", "no-cache": seconds = 0
            case "max-age":
                guard parts.count == 2, let value = Self.deltaSeconds(parts[1]) else { continue }
                seconds = min(seconds ?? value, value)
            default: continue
            }
        }
        let age = headerFields[.age].flatMap(Self.deltaSeconds) ?? 0
        return seconds.map { .seconds(max(0, $0 - age)) }
    }

    /// RFC 9111 §1.2.2: digits only; what is too large counts as 2^31.
    private static func deltaSeconds(_ text: String) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            return nil
        }
        return min(Int(text) ?? .max, 1 << 31)
    }
}
