//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Crypto
import TestSupport
import Testing

@testable import SOARAuth

/// Message codes of a secret that is set up once, beside those of the library.
@Suite struct MessageCodeTests {
    @Test(arguments: [JWSAlgorithm.hs256, .hs384, .hs512]) func itIsTheLibrarysCode(_ algorithm: JWSAlgorithm) throws {
        var generator = SeededGenerator(seed: 11)
        func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in .random(in: .min ... .max, using: &generator) } }
        // Around the block of each hash, where a key is filled up or hashed first.
        for length in [0, 1, 31, 32, 33, 48, 63, 64, 65, 127, 128, 129, 300] {
            let secret = SymmetricKey(data: bytes(length))
            let code = try #require(MessageCode(secret, algorithm))
            for size in [0, 1, 64, 128, 500] {
                let text = bytes(size)
                let right = Self.code(over: text, secret, algorithm)
                #expect(code.isValid(right, over: text[...]), "key \(length), text \(size)")
                let taken = right.indices.filter { place in
                    var wrong = right
                    wrong[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
                    return code.isValid(wrong, over: text[...])
                }
                #expect(taken.isEmpty)
                for other in [[], Array(right.dropLast()), Array(right.dropFirst()), right + [0], right + right] {
                    #expect(!code.isValid(other, over: text[...]), "\(other.count) bytes")
                }
                #expect(!code.isValid(right, over: (text + [0])[...]))
            }
        }
    }

    @Test func otherAlgorithmsHaveNone() {
        for algorithm in JWSAlgorithm.allCases where !algorithm.isSymmetric {
            #expect(MessageCode(SymmetricKey(size: .bits256), algorithm) == nil)
        }
    }

    /// What is set up is read by all and changed by none.
    @Test func manyAskAtATime() async throws {
        let secret = SymmetricKey(size: .bits256)
        let code = try #require(MessageCode(secret, .hs256))
        await withTaskGroup(of: Bool.self) { group in
            for number in 0..<8 {
                group.addTask {
                    (0..<200).allSatisfy { round in
                        let text = [UInt8](repeating: UInt8(number), count: round)
                        return code.isValid(Self.code(over: text, secret, .hs256), over: text[...])
                    }
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }

    private static func code(over text: [UInt8], _ secret: SymmetricKey, _ algorithm: JWSAlgorithm) -> [UInt8] {
        switch algorithm {
        case .hs256: Array(HMAC<SHA256>.authenticationCode(for: text, using: secret))
        case .hs384: Array(HMAC<SHA384>.authenticationCode(for: text, using: secret))
        default: Array(HMAC<SHA512>.authenticationCode(for: text, using: secret))
        }
    }
}
