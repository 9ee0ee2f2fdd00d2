//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Testing

@testable import SOARTransport

@Suite("A result whose JSON is kept")
struct KeptResultTests {
    private static let plain = ToolResult.structured(["total": 1, "playbooks": [["id": 7, "name": "a \"b\""]]])

    @Test("is the same in every revision, the first time and later", arguments: ProtocolRevision.served)
    func same(_ revision: ProtocolRevision) {
        let kept = Self.plain.keepingJSON()
        #expect(kept == Self.plain && kept.hashValue == Self.plain.hashValue)
        for _ in 0..<3 {
            let (json, expected) = (kept.json(revision), Self.plain.json(revision))
            #expect(json == expected && json.names == expected.names)
            #expect(JSONValue.object(json).text() == JSONValue.object(expected).text())
            // As the stateless revision adds to it.
            var (added, plain) = (json, expected)
            added["_meta"] = ["a": 1]
            plain["_meta"] = ["a": 1]
            #expect(JSONValue.object(added).text() == JSONValue.object(plain).text())
        }
    }

    @Test("is told as it is after a change")
    func changes() {
        var kept = Self.plain.keepingJSON()
        var plain = Self.plain
        func check() { #expect(kept.json(.v2026_07_28) == plain.json(.v2026_07_28)) }
        check()
        kept.content.append(.text("more"))
        plain.content.append(.text("more"))
        check()
        kept = kept.keepingJSON()
        _ = kept.json(.v2026_07_28)
        kept.isError = true
        plain.isError = true
        check()
        kept = kept.keepingJSON()
        _ = kept.json(.v2026_07_28)
        kept.meta["a"] = 1
        plain.meta["a"] = 1
        check()
        kept = kept.keepingJSON()
        _ = kept.json(.v2026_07_28)
        kept.structuredContent = ["total": 0]
        plain.structuredContent = ["total": 0]
        check()
    }
}
