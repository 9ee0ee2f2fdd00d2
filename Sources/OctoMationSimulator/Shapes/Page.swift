//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// One page of a list, in the shape of Spring Data.
struct Page<Element> {
    private static var maximumSize: Int { 500 }

    private let content: ArraySlice<Element>
    private let total: Int
    private let number: Int
    private let size: Int

    /// Cuts the page that the call asks for.
    ///
    /// Requests count from 1 by the document and from 0 in the field, so both 0 and 1 are the first page. The answer
    /// always counts from 0.
    init(of all: [Element], _ call: Call) {
        let asked = call.query["page"].flatMap { Int($0) } ?? 1
        let last = Int.max / Self.maximumSize - 1
        number = min(max(0, call.countsPagesFromZero ? asked : max(asked, 1) - 1), last)
        size = min(max(1, call.query["size"].flatMap { Int($0) } ?? 10), Self.maximumSize)
        total = all.count
        content = all.dropFirst(number * size).prefix(size)
    }

    func json(_ element: (Element) -> JSONValue) -> JSONValue {
        let pages = (total + size - 1) / size
        let sort: JSONValue = ["sorted": false, "unsorted": true, "empty": true]
        return [
            "content": .array(content.map(element)),
            "pageable": [
                "sort": sort, "offset": JSONValue(number * size), "pageNumber": JSONValue(number),
                "pageSize": JSONValue(size), "paged": true, "unpaged": false,
            ],
            "last": .bool(number >= pages - 1), "totalPages": JSONValue(pages), "totalElements": JSONValue(total),
            "number": JSONValue(number), "size": JSONValue(size), "sort": sort,
            "numberOfElements": JSONValue(content.count), "first": .bool(number == 0),
            "empty": .bool(content.isEmpty),
        ]
    }
}
