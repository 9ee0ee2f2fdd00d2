//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation

extension Date: JSONReadable, JSONWritable {
    static func accepted(insteadOf value: JSONValue?) -> String {
        #"a time with its zone, such as "2026-01-31T08:30:00Z" (RFC 3339)"#
    }

    static func read(_ value: JSONValue) -> Date? { value.stringValue.flatMap(RFC3339.date) }

    func json() throws(JSONUnwritable) -> JSONValue {
        guard let text = RFC3339.text(self) else {
            throw JSONUnwritable(reason: "RFC 3339 has only the years from 0 to 9999")
        }
        return .string(text)
    }
}

extension Data: JSONReadable, JSONWritable {
    static func accepted(insteadOf value: JSONValue?) -> String { "a string in base64 (RFC 4648 §4)" }
    static func read(_ value: JSONValue) -> Data? { value.stringValue.flatMap { Data(base64Encoded: $0) } }
    func json() -> JSONValue { .string(base64EncodedString()) }
}

extension URL: JSONReadable, JSONWritable {
    static func accepted(insteadOf value: JSONValue?) -> String {
        #"a URL, such as "https://example.com/a" (RFC 3986)"#
    }

    /// A text with other characters is refused, for what is meant by them is not certain.
    static func read(_ value: JSONValue) -> URL? {
        value.stringValue.flatMap { URL(string: $0, encodingInvalidCharacters: false) }
    }

    func json() -> JSONValue { .string(absoluteString) }
}

extension UUID: JSONReadable, JSONWritable {
    static func accepted(insteadOf value: JSONValue?) -> String {
        #"a UUID, such as "f81d4fae-7dec-11d0-a765-00a0c91e6bf6" (RFC 9562)"#
    }

    static func read(_ value: JSONValue) -> UUID? { value.stringValue.flatMap(UUID.init(uuidString:)) }
    func json() -> JSONValue { .string(uuidString) }
}
