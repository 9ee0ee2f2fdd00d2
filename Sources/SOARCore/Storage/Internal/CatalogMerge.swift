//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import struct Foundation.Date

/// What a synchronisation does to a tenant's catalogue: computed as a value, the same for every store.
struct CatalogMerge: Equatable {
    /// Entries that are new or differ from what was known.
    var changed: [CatalogEntry] = []
    /// Ids of entries that are as they were; only the time of the synchronisation moves.
    var unchanged: [PlaybookID] = []
    /// Ids of entries that the platform no longer lists, from now on.
    var gone: [PlaybookID] = []
    /// The counts of the above.
    var change = CatalogChange()

    /// Compares what is known with what the platform lists; of an id that is listed twice the last one counts.
    init(known: [PlaybookID: CatalogEntry], listed: [Playbook], at time: Date) {
        let time = time.asStored
        var listedByID: [PlaybookID: Playbook] = [:]
        for playbook in listed { listedByID[playbook.id] = playbook.asStored }

        for (id, playbook) in listedByID.sorted(by: { $0.key < $1.key }) {
            guard let old = known[id] else {
                changed.append(CatalogEntry(playbook: playbook, syncedAt: time))
                change.added += 1
                continue
            }
            var playbook = playbook
            playbook.parameters = playbook.parameters ?? old.playbook.parameters
            if old.goneSince == nil, playbook == old.playbook {
                unchanged.append(id)
                change.unchanged += 1
            } else {
                var entry = old
                entry.playbook = playbook
                entry.goneSince = nil
                entry.syncedAt = time
                changed.append(entry)
                change.updated += 1
            }
        }
        gone = known.values.filter { $0.goneSince == nil && listedByID[$0.playbook.id] == nil }
            .map(\.playbook.id).sorted()
        change.gone = gone.count
    }
}
