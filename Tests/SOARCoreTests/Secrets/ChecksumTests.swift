//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Testing

@testable import SOARCore

@Suite("The token checksum")
struct ChecksumTests {
    @Test(
        "is CRC-32 as zlib has it",
        arguments: [
            ("", 0), ("123456789", 0xCBF4_3926), ("a", 0xE8B7_BE43),
            ("The quick brown fox jumps over the lazy dog", 0x414F_A339),
        ] as [(String, UInt32)])
    func crc(_ text: String, _ checksum: UInt32) {
        #expect(CRC32.checksum(text.utf8) == checksum)
    }

    @Test(
        "is written in six base62 digits, the most significant first",
        arguments: [
            (0, "000000"), (1, "000001"), (61, "00000z"), (62, "000010"), (.max, "4gfFC3"),
        ] as [(UInt32, String)])
    func base62(_ value: UInt32, _ text: String) {
        #expect(Base62.encode(value) == Array(text.utf8))
    }

    @Test("uses digits and letters only")
    func alphabet() {
        #expect(Set(Base62.alphabet).count == 62)
        #expect((UInt8.min...UInt8.max).filter(Base62.contains).count == 62)
        #expect(Base62.alphabet.allSatisfy(Base62.contains))
    }
}
