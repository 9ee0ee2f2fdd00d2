//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Synchronization

/// The last answers of `list_playbooks_quick`: the same list is worded once, down to its text.
final class PlaybookListings: Sendable {
    private struct Listing {
        var entries: [CatalogEntry]
        var result: ToolResult
    }

    /// Playbooks in all answers that are kept, each answer counting as some itself.
    private static let maximumPlaybooks = 40_000
    private static let costOfAnswer = 8

    private let kept = Mutex(GenerationalCache<PlaybookFilter, Listing>(limit: maximumPlaybooks))

    init() {}

    /// The answer for these entries.
    ///
    /// What the entries are decides, not what they were asked for with: two callers may see different ones.
    func result(of filter: PlaybookFilter, _ entries: [CatalogEntry], make: () -> ToolResult) -> ToolResult {
        // Hardly ever compared one by one: a catalogue that keeps its lists gives the very same array again.
        let known = kept.withLock { $0.value(for: filter) }
        if let known, known.entries == entries { return known.result }
        let result = make()
        kept.withLock {
            $0.insert(Listing(entries: entries, result: result), for: filter, cost: Self.costOfAnswer + entries.count)
        }
        return result
    }
}
