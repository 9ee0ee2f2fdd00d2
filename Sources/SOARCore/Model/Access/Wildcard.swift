//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// A name, or names of which parts are left open: `*` stands for any characters, also none, and `?` for one.
///
/// Case doesn't count, so that nobody escapes a rule by writing a name otherwise.
public struct Wildcard: Hashable, Sendable, CustomStringConvertible {
    /// Characters at most.
    public static let maximumLength = 256

    public let description: String
    private let pattern: [Character]
    /// Whether it stands for one name only.
    package let isExact: Bool

    /// Nil for a text that is empty or longer than ``maximumLength``.
    public init?(_ description: String) {
        guard !description.isEmpty, description.count <= Self.maximumLength else { return nil }
        self.description = description
        pattern = Array(description.lowercased())
        isExact = !pattern.contains { $0 == "*" || $0 == "?" }
    }

    /// Whether it stands for that name.
    public func matches(_ name: String) -> Bool {
        let name = Array(name.lowercased())
        return isExact ? name == pattern : Self.matches(pattern, name)
    }

    /// Goes back to the last `*` only, so the time is at most the product of the lengths.
    private static func matches(_ pattern: [Character], _ name: [Character]) -> Bool {
        var place = 0
        var position = 0
        var star: (place: Int, position: Int)?
        while position < name.count {
            if place < pattern.count, pattern[place] == "*" {
                star = (place, position)
                place += 1
            } else if place < pattern.count, pattern[place] == "?" || pattern[place] == name[position] {
                place += 1
                position += 1
            } else if let last = star {
                place = last.place + 1
                position = last.position + 1
                star = (last.place, last.position + 1)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == "*" }
    }
}
