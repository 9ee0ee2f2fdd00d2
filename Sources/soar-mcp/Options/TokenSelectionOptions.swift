//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import Foundation
import SOARCore

/// Which tokens a command is about.
struct TokenSelectionOptions: ParsableArguments {
    @Option(help: "Only those that this person answers for.")
    var owner: String?

    @Option(help: ArgumentHelp("Only those that begin so, as `token list` shows them.", valueName: "characters"))
    var prefix: String?

    @Option(
        help: ArgumentHelp("Only those that were not used for that time (90d), or since that date.", valueName: "time"),
        transform: Arguments.time)
    var unusedFor: TimeArgument?

    func validate() throws {
        // Nothing, and what all of ours begin with, would mean everybody.
        if let owner, owner.trimmingBlanks().isEmpty { throw ValidationError("--owner takes a name.") }
        if let prefix, APITokenSecret.marker.hasPrefix(prefix) {
            throw ValidationError(
                "--prefix takes what `token list` shows; every token begins with \(APITokenSecret.marker).")
        }
    }

    var isSaid: Bool { owner != nil || prefix != nil || unusedFor != nil }

    func selection(now: Date) -> APITokenSelection {
        var selection = APITokenSelection()
        selection.owner = owner
        selection.prefix = prefix
        selection.unusedSince = unusedFor?.date(now: now)
        return selection
    }
}
