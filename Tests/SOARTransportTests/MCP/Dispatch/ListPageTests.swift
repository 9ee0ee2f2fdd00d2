//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Testing

@testable import SOARTransport

/// Lists in pages (requirement L89).
@Suite("Lists in pages")
struct ListPageTests {
    private func page(
        _ all: [String], after cursor: JSONValue? = nil, list: String = "tools/list", size: Int = 3
    ) throws -> ListPage<String> {
        try ListPage(all, list: list, cursor: cursor, size: size) { $0 }
    }

    private func next(_ page: ListPage<String>) throws -> JSONValue { .string(try #require(page.nextCursor)) }

    /// The message of a refused cursor; nil where it is taken.
    private func refusal(_ all: [String], _ cursor: JSONValue, list: String = "tools/list") throws -> String? {
        do throws(CallFailure) {
            _ = try ListPage(all, list: list, cursor: cursor, size: 3) { $0 }
            return nil
        } catch {
            guard case .protocolError(let error) = error else { return "\(error)" }
            #expect(error.code == -32602)
            return error.message
        }
    }

    @Test("every entry is on one page, in order, whatever the sizes", arguments: 0...13, [1, 2, 3, 4, 7, 12, 100])
    func walk(_ count: Int, _ size: Int) throws {
        let all = (0..<count).map { "entry \($0)" }
        var (given, cursor, pages) = ([String](), nil as JSONValue?, 0)
        repeat {
            let page = try page(all, after: cursor, size: size)
            #expect(page.entries.count <= size)
            #expect(count == 0 || !page.entries.isEmpty)
            given += page.entries
            cursor = page.nextCursor.map(JSONValue.string)
            pages += 1
        } while cursor != nil && pages < 20
        #expect(given == all)
        #expect(pages == max(1, (count + size - 1) / size))
    }

    @Test("a page holds a hundred entries, and never none")
    func sizes() throws {
        let all = (0..<201).map(String.init)
        let first = try ListPage(all, list: "l", cursor: nil) { $0 }
        #expect(first.entries.count == 100)
        #expect(try page(all, size: 0).entries == ["0"])
        #expect(try page(all, size: -5).entries == ["0"])
    }

    @Test("entries that come and go elsewhere change nothing")
    func elsewhere() throws {
        let cursor = try next(try page(["a", "b", "c", "d", "e", "f", "g"]))
        #expect(try page(["a", "b", "c", "d", "e", "f", "g"], after: cursor).entries == ["d", "e", "f"])
        #expect(try page(["c", "d", "e"], after: cursor).entries == ["d", "e"])
        #expect(try page(["0", "a", "1", "b", "2", "c", "d"], after: cursor).entries == ["d"])
        #expect(try page(["a", "b", "c", "new", "d"], after: cursor).entries == ["new", "d"])
    }

    @Test("when the last entries of a page are gone, the next page begins behind the one before them")
    func gone() throws {
        let cursor = try next(try page(["a", "b", "c", "d", "e", "f"]))
        #expect(try page(["a", "b", "d", "e", "f"], after: cursor).entries == ["d", "e", "f"])
        #expect(try page(["a", "d", "e", "f"], after: cursor).entries == ["d", "e", "f"])
        #expect(try page(["a", "new", "d", "e"], after: cursor).entries == ["new", "d", "e"])
    }

    @Test("a cursor remembers entries of earlier pages too, eight of them")
    func anchors() throws {
        let all = (0..<20).map { "entry \($0)" }
        let given = 12
        let cursor = try next(try page(all, size: given))
        for survivor in 4..<given {
            let left = [all[survivor]] + all[given...]
            #expect(try page(left, after: cursor).entries.first == all[given], "\(survivor)")
        }
        #expect(try refusal(Array(all[..<4]) + all[given...], cursor)?.contains("stale") == true)

        var single: JSONValue?
        for _ in 0..<3 { single = try next(try page(all, after: single, size: 1)) }
        #expect(try page([all[0], all[5]], after: single).entries == [all[5]])
    }

    @Test("when nothing follows any more, the page is empty and the last")
    func end() throws {
        let cursor = try next(try page(["a", "b", "c", "d"]))
        let last = try page(["a", "b", "c"], after: cursor)
        #expect(last.entries.isEmpty)
        #expect(last.nextCursor == nil)
    }

    @Test("when nothing near the cursor is there any more, it is stale")
    func stale() throws {
        let cursor = try next(try page(["a", "b", "c", "d"]))
        for all in [["d"], [], ["x", "y"], ["A", "B", "C", "d"]] {
            #expect(try refusal(all, cursor)?.contains("stale") == true)
        }
    }

    @Test("a cursor counts for the list that it was given out for")
    func otherList() throws {
        let all = ["a", "b", "c", "d"]
        let cursor = try next(try page(all, list: "tools/list"))
        #expect(try refusal(all, cursor, list: "tools/list") == nil)
        for list in ["prompts/list", "tools/lis", "tools/list ", ""] {
            #expect(try refusal(all, cursor, list: list)?.contains("not one that this server gave out") == true)
        }
    }

    @Test(
        "what was never given out is refused",
        arguments: [
            "", "a", "AQ==", "c", "WyJ0b29scy9saXN0IiwiYyJd", "page=2", "\u{0}", nil, 3, true, ["a"], ["cursor": "a"],
            .string(String(repeating: "A", count: 100)), .string(String(repeating: "A", count: 100_000)),
        ] as [JSONValue])
    func neverGivenOut(_ cursor: JSONValue) throws {
        let message = try refusal(["a", "b", "c", "d"], cursor)
        #expect(
            message
                == "The parameter 'cursor' is not one that this server gave out for this list; "
                + "leave it out to begin at the start.")
    }

    @Test("a cursor with a changed, missing or added byte is refused")
    func changed() throws {
        let all = ["a", "b", "c", "d"]
        let cursor = try #require(try page(all).nextCursor)
        let bytes = try #require(Base64.decode(cursor))
        for position in bytes.indices {
            var changed = bytes
            changed[position] ^= 0x10
            #expect(try refusal(all, .string(Base64.encode(changed))) != nil, "byte \(position)")
            #expect(try refusal(all, .string(Base64.encode(Array(bytes[..<position])))) != nil, "\(position) bytes")
        }
        #expect(try refusal(all, .string(Base64.encode(bytes + [0]))) != nil)
        #expect(try refusal(all, .string(cursor + "\n")) != nil)
    }

    @Test("a cursor shows no name, and is no longer for long names")
    func opaque() throws {
        let names = (0..<40).map { "soar://" + String(repeating: "x", count: 5000) + "\($0)" }
        let page = try page(names, size: 30)
        let cursor = try #require(page.nextCursor)
        #expect(cursor.utf8.count == 100)
        #expect(ListCursor.maximumBytes == 100)
        #expect(try self.page(names, after: .string(cursor), size: 30).entries == Array(names[30...]))
        let bytes = try #require(Base64.decode(cursor))
        #expect(!String(decoding: bytes, as: UTF8.self).contains("soar"))
    }

    @Test("names that are only canonically equivalent are two names")
    func equivalentNames() throws {
        let all = ["e\u{301}", "\u{E9}", "z"]
        let cursor = try next(try page(all, size: 1))
        #expect(try page(all, after: cursor, size: 1).entries.map { Array($0.utf8) } == [[0xC3, 0xA9]])
    }
}
