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

    @Option(
        help: ArgumentHelp(
            "Only those that begin as `token list` shows them, or as this token does.", valueName: "characters"))
    var prefix: String?

    @Option(
        help: ArgumentHelp("Only those that were not used for that time (90d), or since that date.", valueName: "time"),
        transform: Arguments.time)
    var unusedFor: TimeArgument?

    func validate() throws {
        // Nothing, and what all of ours begin with, would mean everybody.
        if let owner, owner.trimmingBlanks().isEmpty { throw ValidationError("--owner takes a name.") }
        if let prefix = shownPrefix, APITokenSecret.marker.hasPrefix(prefix) {
            throw ValidationError(
                "--prefix takes what `token list` shows; every token begins with \(APITokenSecret.marker).")
        }
    }

    /// As much of it as a list shows: more is stored of no token.
    private var shownPrefix: String? {
        guard var text = prefix?.trimmingBlanks()[...] else { return nil }
        for end in ["…", "..."] where text.hasSuffix(end) { text = text.dropLast(end.count) }
        let isOurs = text.hasPrefix(APITokenSecret.marker)
        return String(text.prefix(isOurs ? APITokenSecret.prefixLength : ImportedTokenSecret.prefixLength))
    }

    var isSaid: Bool { owner != nil || prefix != nil || unusedFor != nil }

    func selection(now: Date) -> APITokenSelection {
        var selection = APITokenSelection()
        selection.owner = owner
        selection.prefix = shownPrefix
        selection.unusedSince = unusedFor?.date(now: now)
        return selection
    }
}
