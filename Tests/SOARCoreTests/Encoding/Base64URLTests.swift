//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Testing

/// Base64 for names and URLs (RFC 4648 §5).
@Suite("Base64 for names and URLs")
struct Base64URLTests {
    @Test(
        "bytes become text without padding, and come back",
        arguments: [
            ([], ""), ([0x66], "Zg"), ([0x66, 0x6F], "Zm8"), ([0x66, 0x6F, 0x6F], "Zm9v"),
            ([0xFB, 0xFF, 0xBF], "-_-_"), ([0xFF, 0xFF], "__8"), ([0x00], "AA"),
        ] as [([UInt8], String)])
    func bothWays(_ bytes: [UInt8], _ text: String) {
        #expect(Base64URL.encode(bytes) == text)
        #expect(Base64URL.decode(text) == bytes)
    }

    @Test(
        "text that nobody would write for the bytes is refused",
        arguments: ["Zg==", "Zm8=", "+_-_", "-/-_", "Z", "Zh", "Zm9", "Zg\n", " Zg", "Zg.", "Zé8", "Zm9vZ"])
    func refused(_ text: String) {
        #expect(Base64URL.decode(text) == nil)
    }
}
