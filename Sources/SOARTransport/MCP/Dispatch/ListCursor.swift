//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Crypto
import SOARCore

/// Where a page of a list ended, as text that means nothing to others (MCP server utilities, "Pagination").
///
/// It remembers the last few entries that were given out, by a hash of their names, the latest first. Entries may come
/// and go on either side of them: as long as one of them is there, the next page begins where it must, and no entry that
/// stays is left out or given twice. Numbers would not do, for what stands before an entry changes with the list and
/// with what the caller may see.
struct ListCursor {
    /// Entries that are remembered at most.
    static let maximumAnchors = 8
    private static let version: UInt8 = 1
    private static let hashBytes = 8
    /// The longest text that is ever given out.
    static let maximumBytes = (1 + hashBytes * (maximumAnchors + 1) + 2) / 3 * 4

    private let anchors: [[UInt8]]

    /// The cursor after the last of some entries that were given out.
    init(after names: some BidirectionalCollection<String>) {
        anchors = names.suffix(Self.maximumAnchors).reversed().map(Self.hash)
    }

    /// Reads a cursor; nil where it was not given out for that list.
    init?(_ text: String, list: String) {
        guard text.utf8.count <= Self.maximumBytes, let bytes = Base64.decode(text), bytes.first == Self.version else {
            return nil
        }
        let hashes = stride(from: 1, to: bytes.count, by: Self.hashBytes).map {
            Array(bytes[$0..<min($0 + Self.hashBytes, bytes.count)])
        }
        anchors = hashes.dropLast()
        guard !anchors.isEmpty, hashes.last == Self.check(anchors, list) else { return nil }
    }

    /// The text for the client.
    func text(list: String) -> String {
        Base64.encode([Self.version] + anchors.joined() + Self.check(anchors, list))
    }

    /// Where the next page begins in what the list is now; nil where nothing that is remembered is there any more.
    func start(in names: some Collection<String>) -> Int? {
        var positions: [[UInt8]: Int] = [:]
        for (position, name) in names.enumerated() { positions[Self.hash(name)] = position }
        return anchors.lazy.compactMap { positions[$0] }.first.map { $0 + 1 }
    }

    /// Tells texts of this server from others.
    ///
    /// It keeps nobody from making one up; that would gain nothing, as a page never shows more than the caller may see.
    private static func check(_ anchors: [[UInt8]], _ list: String) -> [UInt8] {
        Array(SHA256.hash(data: [version] + anchors.joined() + list.utf8).prefix(hashBytes))
    }

    private static func hash(_ name: String) -> [UInt8] {
        Array(SHA256.hash(data: Array(name.utf8)).prefix(hashBytes))
    }
}
