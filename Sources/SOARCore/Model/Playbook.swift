//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import struct Foundation.Date

/// A playbook's id on the platform: a 64-bit integer that must never pass through a floating-point number.
public struct PlaybookID: RawRepresentable, Hashable, Sendable, Comparable, LosslessStringConvertible {
    public var rawValue: Int64

    public init(rawValue: Int64) { self.rawValue = rawValue }

    /// Reads decimal digits, with nothing around them.
    public init?(_ description: String) {
        guard let value = Int64(description), String(value) == description else { return nil }
        self.init(rawValue: value)
    }

    public var description: String { String(rawValue) }

    public static func < (lhs: PlaybookID, rhs: PlaybookID) -> Bool { lhs.rawValue < rhs.rawValue }
}

/// A playbook as the platform describes it.
public struct Playbook: Hashable, Sendable {
    public var id: PlaybookID
    /// The platform's internal name, `playbook_` and 32 hexadecimal digits.
    public var name: String
    /// The name that people read.
    public var displayName: String
    public var category: String
    public var summary: String
    public var labels: [String]
    /// When the platform made it; nil where it doesn't say.
    public var createdAt: Date?
    /// When the platform last changed it; nil where it doesn't say.
    public var updatedAt: Date?
    /// What it takes; nil as long as the platform could not be asked.
    public var parameters: [PlaybookParameter]?

    public init(
        id: PlaybookID, name: String, displayName: String, category: String = "", summary: String = "",
        labels: [String] = [], createdAt: Date? = nil, updatedAt: Date? = nil, parameters: [PlaybookParameter]? = nil
    ) {
        self.id = id
        self.name = name
        self.displayName = displayName
        self.category = category
        self.summary = summary
        self.labels = labels
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.parameters = parameters
    }
}

/// One parameter of a playbook.
public struct PlaybookParameter: Hashable, Sendable {
    /// The key to send on execution (the platform's `cefColumn`).
    public var name: String
    public var summary: String
    /// The platform's word for the type.
    ///
    /// Such as `STRING`, `INTEGER`, `BOOLEAN`, `JSON`.
    public var type: String
    public var isRequired: Bool
    public var defaultValue: String?
    /// The values to choose from; empty where any is taken.
    public var options: [String]

    public init(
        name: String, summary: String = "", type: String = "STRING", isRequired: Bool = false,
        defaultValue: String? = nil, options: [String] = []
    ) {
        self.name = name
        self.summary = summary
        self.type = type
        self.isRequired = isRequired
        self.defaultValue = defaultValue
        self.options = options
    }
}
