//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// The name of a tenant: a team with its own platform, catalogue, tokens and audit view.
public struct TenantID: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// What a new tenant's name may be, to be read after "must be".
    public static let accepted = "1 to \(maximumLength) of a-z 0-9 . _ -"
    public static let maximumLength = 64

    public var rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    /// The tenant of a system that serves a single team.
    public static let `default` = TenantID(rawValue: "default")

    public var description: String { rawValue }

    /// Whether a new tenant may be called that.
    public var isAcceptable: Bool {
        (1...Self.maximumLength).contains(rawValue.utf8.count)
            && rawValue.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}

extension TenantID: Comparable {
    public static func < (lhs: TenantID, rhs: TenantID) -> Bool { lhs.rawValue < rhs.rawValue }
}
