//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// One page of a list, and the cursor of the next (MCP server utilities, "Pagination").
struct ListPage<Entry> {
    let entries: [Entry]
    /// Nil on the last page.
    let nextCursor: String?

    /// Takes the page that a cursor asks for.
    ///
    /// - Parameters:
    ///   - all: What the caller may see, in an order that stays.
    ///   - list: The name of the list, such as the method: a cursor counts for one list.
    ///   - cursor: The request's parameter; nil for the first page.
    ///   - size: Entries on one page, at least one.
    ///   - name: What an entry is called, alone in the list.
    ///
    /// - Throws: ``CallFailure`` with -32602 for a cursor that was not given out for this list, or one that has gone
    ///   stale because nothing near it is there any more.
    init(
        _ all: [Entry], list: String, cursor: JSONValue?, size: Int = 100, name: (Entry) -> String
    ) throws(CallFailure) {
        let start = try Self.start(all, list: list, cursor: cursor, name: name)
        let page = all[start...].prefix(max(1, size))
        entries = Array(page)
        if page.endIndex < all.endIndex {
            // A short page remembers what was on the pages before it as well.
            let given = all[..<page.endIndex].suffix(ListCursor.maximumAnchors)
            nextCursor = ListCursor(after: given.map(name)).text(list: list)
        } else {
            nextCursor = nil
        }
    }

    private static func start(
        _ all: [Entry], list: String, cursor: JSONValue?, name: (Entry) -> String
    ) throws(CallFailure) -> Int {
        guard let cursor else { return 0 }
        guard let text = cursor.stringValue, let cursor = ListCursor(text, list: list) else {
            throw Self.failure("is not one that this server gave out for this list")
        }
        guard let start = cursor.start(in: all.map(name)) else {
            throw Self.failure("has gone stale, for the list has changed")
        }
        return start
    }

    private static func failure(_ fault: String) -> CallFailure {
        .protocolError(.invalidParams("The parameter 'cursor' \(fault); leave it out to begin at the start."))
    }
}
