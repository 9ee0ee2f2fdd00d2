//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// The formats that are asserted; a format of another name is a note and refuses nothing.
enum SchemaFormat: String, Sendable, CaseIterable {
    case dateTime = "date-time"
    case date
    case time
    case email
    case uri
    case uuid
    case ipv4
    case ipv6

    /// No text of these formats is longer; a longer one is refused unread.
    static let maximumLength = 8_192

    var words: String {
        switch self {
        case .dateTime: "a date and time such as 2026-01-31T09:30:00Z"
        case .date: "a date such as 2026-01-31"
        case .time: "a time such as 09:30:00Z"
        case .email: "an email address"
        case .uri: "an absolute URI such as https://example.com/page"
        case .uuid: "a UUID such as 123e4567-e89b-12d3-a456-426614174000"
        case .ipv4: "an IPv4 address such as 192.0.2.1"
        case .ipv6: "an IPv6 address such as 2001:db8::1"
        }
    }

    func accepts(_ text: String) -> Bool {
        guard text.utf8.count <= Self.maximumLength else { return false }
        let bytes = Array(text.utf8)
        return switch self {
        case .dateTime: Self.isDateTime(bytes)
        case .date: Self.isDate(bytes[...])
        case .time: Self.isTime(bytes[...])
        case .email: Self.isEmail(bytes)
        case .uri: Self.isURI(bytes)
        case .uuid: Self.isUUID(bytes)
        case .ipv4: Self.isIPv4(bytes[...])
        case .ipv6: Self.isIPv6(bytes)
        }
    }
}
