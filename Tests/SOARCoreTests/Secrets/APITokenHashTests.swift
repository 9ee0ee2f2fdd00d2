//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Testing

@testable import SOARCore

@Suite("An API token's hash")
struct APITokenHashTests {
    @Test("is SHA-256 (FIPS 180-4 example)")
    func isSHA256() {
        let expected: [UInt8] = [
            0xBA, 0x78, 0x16, 0xBF, 0x8F, 0x01, 0xCF, 0xEA, 0x41, 0x41, 0x40, 0xDE, 0x5D, 0xAE, 0x22, 0x23, 0xB0, 0x03,
            0x61, 0xA3, 0x96, 0x17, 0x7A, 0x9C, 0xB4, 0x10, 0xFF, 0x61, 0xF2, 0x00, 0x15, 0xAD,
        ]
        #expect(APITokenHash(of: "abc").bytes == expected)
        #expect(APITokenHash(of: "xabc".dropFirst()) == APITokenHash(bytes: expected))
    }

    @Test("is taken back only with 32 bytes", arguments: [0, 1, 31, 33, 64])
    func length(_ count: Int) {
        #expect(APITokenHash(bytes: Array(repeating: 0, count: count)) == nil)
        #expect(APITokenHash(bytes: Array(repeating: 0, count: 32)) != nil)
    }

    @Test("prints its first four bytes only")
    func description() {
        #expect(APITokenHash(of: "abc").description == "APITokenHash(ba7816bf…)")
        #expect(APITokenHash(bytes: Array(0..<32))?.description == "APITokenHash(00010203…)")
    }
}
