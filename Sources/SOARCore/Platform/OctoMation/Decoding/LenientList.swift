//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// The elements of a list that could be read, and how many could not.
struct LenientList<Element> {
    var elements: [Element] = []
    var unreadable = 0

    /// Reads what can be read.
    ///
    /// - Throws: ``PlatformError/Code/unreadable`` where there are elements and none of them can be read: that is no
    ///   odd element, that is another API.
    init(_ values: [JSONValue], _ read: (JSONValue) -> Element?) throws(PlatformError) {
        for value in values {
            if let element = read(value) { elements.append(element) } else { unreadable += 1 }
        }
        guard values.isEmpty || !elements.isEmpty else {
            throw PlatformError(.unreadable, "Nothing in the platform's list can be read. Check its address.")
        }
    }
}

extension LenientList {
    /// Takes out every element but the first of the same identity.
    mutating func removeRepetitions<Identity: Hashable>(by identity: (Element) -> Identity) {
        var seen = Set<Identity>()
        elements.removeAll { !seen.insert(identity($0)).inserted }
    }
}
