//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Random numbers that are the same in every run (SplitMix64).
public struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    public init(seed: UInt64) { state = seed }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }

    /// So many bytes, most of them from an alphabet: pure noise rarely gets past the first check.
    public mutating func bytes(upTo count: Int, from alphabet: String) -> [UInt8] {
        let letters = Array(alphabet.utf8)
        return (0..<Int.random(in: 0...count, using: &self)).map { _ in
            let isNoise = Int.random(in: 0..<20, using: &self) == 0
            return isNoise
                ? UInt8.random(in: .min ... .max, using: &self) : letters[Int.random(in: letters.indices, using: &self)]
        }
    }

    /// A text of so many characters at most, most of them from an alphabet.
    public mutating func text(upTo count: Int, from alphabet: String) -> String {
        String(decoding: bytes(upTo: count, from: alphabet), as: UTF8.self)
    }
}
