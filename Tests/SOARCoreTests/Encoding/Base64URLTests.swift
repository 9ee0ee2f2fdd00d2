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

    @Test("every length comes back, and any other byte in any place is refused")
    func everyPlace() {
        let letters = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        let others = (UInt8.min...UInt8.max).filter { !letters.contains($0) }
        for length in 0..<10 {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ length &* 59) }
            let text = Array(Base64URL.encode(bytes).utf8)
            #expect(Base64URL.decode(text[...]) == bytes)
            for place in text.indices {
                let taken = others.filter { byte in
                    var wrong = text
                    wrong[place] = byte
                    return Base64URL.decode(wrong[...]) != nil
                }
                #expect(taken.isEmpty, "at \(place) of \(text.count)")
            }
        }
    }

    @Test("of all endings those are taken that are written for some bytes")
    func everyEnding() {
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        for last in letters {
            for start in ["A", "-A", "Zm9v_", "Zm9v-_"] {
                let text = start + String(last)
                let bytes = Base64URL.decode(text)
                #expect(bytes == nil || bytes.map { Base64URL.encode($0) } == text)
            }
        }
        #expect(letters.count { Base64URL.decode("A\($0)") != nil } == 4)
        #expect(letters.count { Base64URL.decode("-A\($0)") != nil } == 16)
    }

    @Test("a part of a larger text is read by itself")
    func parts() {
        let text = Array("!!Zm9v!!Zm8!".utf8)
        #expect(Base64URL.decode(text[2..<6]) == [0x66, 0x6F, 0x6F])
        #expect(Base64URL.decode(text[8..<11]) == [0x66, 0x6F])
        #expect(Base64URL.decode(text[2..<7]) == nil)
    }
}
