//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Makes what a client sent fit for the audit log: no secrets, no control characters, no more than a bound.
package enum AuditScrubber {
    /// Characters of one text at most.
    package static let maximumTextLength = 1024
    /// Bytes of all parameters at most.
    package static let maximumParameterBytes = 16 * 1024
    /// What the names of secret parameters contain, in lower case and without what separates words.
    private static let secretNames = [
        "password", "passwd", "pwd", "passphrase", "secret", "token", "credential", "apikey", "privatekey",
        "authorization", "cookie", "密码", "口令",
    ].map { Array($0.utf8) }
    /// JSON text inside JSON text is looked into this often.
    private static let maximumNestedTexts = 3

    package static func scrub(_ text: String) -> String { text.bounded(to: maximumTextLength) }

    package static func scrub(_ parameters: JSONObject) -> JSONValue {
        // The text is what the audit log is going to have.
        let scrubbed = JSONValue.object(scrub(parameters, texts: 0, length: maximumTextLength).keepingText())
        let size = scrubbed.encoded().count
        guard size <= maximumParameterBytes else { return ["(omitted)": "\(size) bytes"] }
        return scrubbed
    }

    /// The parameters without secrets, for somebody who has to know all the rest; nil where some of it would be cut.
    package static func scrubWhole(_ parameters: JSONObject) -> JSONValue? {
        let whole = scrub(.object(parameters), texts: 0, length: .max)
        // A bare nil behind a question mark would be JSON's null.
        guard scrub(parameters) == whole else { return nil as JSONValue? }
        return whole
    }

    /// The value without secrets, for somebody else than the audit log.
    package static func scrub(value: JSONValue) -> JSONValue { scrub(value, texts: 0, length: maximumTextLength) }

    private static func scrub(_ value: JSONValue, texts: Int, length: Int) -> JSONValue {
        switch value {
        case .string(let text): .string(scrub(text, texts: texts, length: length))
        case .array(let elements): .array(elements.map { scrub($0, texts: texts, length: length) })
        case .object(let members): .object(scrub(members, texts: texts, length: length))
        case .null, .bool, .integer, .double: value
        }
    }

    /// Parameters often hold JSON as text, which hides names from a look at the outside.
    private static func scrub(_ text: String, texts: Int, length: Int) -> String {
        guard texts < maximumNestedTexts, let first = text.utf8.first, first == 0x7B || first == 0x5B,
            let json = try? JSONParser.parse(text)
        else { return text.bounded(to: length) }
        return scrub(json, texts: texts + 1, length: length).text().bounded(to: length)
    }

    private static func scrub(_ members: JSONObject, texts: Int, length: Int) -> JSONObject {
        var scrubbed = JSONObject()
        for (name, value) in members {
            var shown = name.bounded(to: length)
            // Two names may look alike once they are scrubbed; both stay.
            while scrubbed[shown] != nil { shown += "′" }
            scrubbed[shown] =
                isSecret(name) ? .string(TokenScrubber.replacement) : scrub(value, texts: texts, length: length)
        }
        return scrubbed
    }

    private static func isSecret(_ name: String) -> Bool {
        let isASCII = name.utf8.allSatisfy { $0 < 0x80 }
        let bytes = (isASCII ? name : name.lowercased()).utf8.compactMap { byte -> UInt8? in
            switch byte {
            case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: " "), UInt8(ascii: "."): nil
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
            default: byte
            }
        }
        return secretNames.contains { secret in
            bytes.count >= secret.count
                && (0...(bytes.count - secret.count)).contains { bytes[$0...].starts(with: secret) }
        }
    }
}
