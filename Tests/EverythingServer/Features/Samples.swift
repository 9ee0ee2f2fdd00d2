//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// The smallest pieces of content that are what they say.
enum Samples {
    /// A PNG picture of one red pixel.
    static let picture: [UInt8] = [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00,
        0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x02, 0x00, 0x00, 0x00, 0x90, 0x77, 0x53, 0xDE, 0x00, 0x00, 0x00,
        0x0C, 0x49, 0x44, 0x41, 0x54, 0x78, 0xDA, 0x63, 0xF8, 0xCF, 0xC0, 0x00, 0x00, 0x03, 0x01, 0x01, 0x00, 0xF7,
        0x03, 0x41, 0x43, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
    ]

    /// The same picture as a `data:` URI.
    static let icon =
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mP4z8AAAAMBAQD3A0FDAAAAAElFTkSu"
        + "QmCC"

    /// A WAV recording: a millisecond of silence, 8000 samples of 8 bits a second.
    static let recording: [UInt8] = {
        let samples = [UInt8](repeating: 0x80, count: 8)
        func number(_ value: UInt32, bytes: Int) -> [UInt8] {
            (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
        let format = number(1, bytes: 2) + number(1, bytes: 2) + number(8000, bytes: 4) + number(8000, bytes: 4)
        return Array("RIFF".utf8) + number(UInt32(36 + samples.count), bytes: 4) + Array("WAVEfmt ".utf8)
            + number(16, bytes: 4) + format + number(1, bytes: 2) + number(8, bytes: 2) + Array("data".utf8)
            + number(UInt32(samples.count), bytes: 4) + samples
    }()
}
