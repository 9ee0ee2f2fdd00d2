//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import Foundation

/// The options that say until when a token is valid.
struct ExpiryOptions: ParsableArguments {
    /// Where nothing is said.
    static let standardDays = 90
    /// The most days that can be said.
    static let maximumDays = 3650

    @Option(
        help: ArgumentHelp("Days until it expires (default: 90).", valueName: "days"),
        transform: Arguments.number(1...Self.maximumDays))
    var expiresInDays: Int?

    @Option(
        help: ArgumentHelp(
            "When it expires: a date (its first moment in UTC), or date and time with zone.", valueName: "date"))
    var expires: String?

    @Flag(help: "It stays valid until somebody revokes it.")
    var neverExpires = false

    func validate() throws {
        let given = (expiresInDays == nil ? 0 : 1) + (expires == nil ? 0 : 1) + (neverExpires ? 1 : 0)
        guard given <= 1 else {
            throw ValidationError("Give one of --expires-in-days, --expires and --never-expires.")
        }
        if let expires, Timestamp.date(expires) == nil {
            throw ValidationError("--expires takes a date like 2027-01-31 or 2027-01-31T08:00:00+08:00.")
        }
    }

    /// Whether anything was said.
    var isSaid: Bool { expiresInDays != nil || expires != nil || neverExpires }

    /// From when on the token is refused; nil for never.
    ///
    /// - Throws: ``CommandError`` for a date that has passed, and for one that is too far.
    func expiresAt(now: Date) throws -> Date? {
        if neverExpires { return nil }
        guard let expires, let date = Timestamp.date(expires) else {
            return now.addingTimeInterval(Double(expiresInDays ?? Self.standardDays) * 86400)
        }
        guard date > now else {
            throw CommandError(Message("\(expires) has passed.", "\(expires) 已过去。"))
        }
        guard date <= now.addingTimeInterval(Double(Self.maximumDays) * 86400) else {
            throw CommandError(
                Message(
                    "\(expires) is too far: accepted is up to \(Self.maximumDays) days from now, or --never-expires.",
                    "\(expires) 过远：最多为 \(Self.maximumDays) 天之内，或使用 --never-expires。"))
        }
        return date
    }
}
