//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// HTTP/2's frames as bytes, right or wrong (RFC 9113 §6); fields are never compressed.
public enum HTTP2Frames {
    public typealias Fields = [(name: String, value: String)]

    public static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)

    public static func frame(_ kind: UInt8, flags: UInt8 = 0, stream: Int = 0, _ payload: [UInt8] = []) -> [UInt8] {
        let length = payload.count
        return [UInt8(length >> 16), UInt8(length >> 8 & 0xFF), UInt8(length & 0xFF), kind, flags] + number(stream)
            + payload
    }

    public static func data(_ stream: Int, _ bytes: [UInt8], ends: Bool = false) -> [UInt8] {
        frame(0, flags: ends ? 1 : 0, stream: stream, bytes)
    }

    /// A header block, in as many frames as it needs.
    public static func headers(_ stream: Int, _ fields: Fields, ends: Bool = true) -> [UInt8] {
        var rest = block(fields)[...]
        var frames: [UInt8] = []
        repeat {
            let piece = Array(rest.prefix(16_384))
            rest = rest.dropFirst(16_384)
            let flags: UInt8 = (frames.isEmpty && ends ? 1 : 0) | (rest.isEmpty ? 4 : 0)
            frames += frame(frames.isEmpty ? 1 : 9, flags: flags, stream: stream, piece)
        } while !rest.isEmpty
        return frames
    }

    public static func reset(_ stream: Int, code: Int = 8) -> [UInt8] { frame(3, stream: stream, number(code)) }

    public static func settings(_ values: [(parameter: UInt8, value: Int)] = []) -> [UInt8] {
        frame(4, values.flatMap { [0, $0.parameter] + number($0.value) })
    }

    public static let ping = frame(6, [UInt8](repeating: 7, count: 8))

    public static func windowUpdate(_ stream: Int, _ increment: Int) -> [UInt8] {
        frame(8, stream: stream, number(increment))
    }

    /// The fields of a request; `others` are put behind the pseudo fields.
    public static func request(
        _ method: String = "GET", _ path: String = "/", authority: String = "localhost", _ others: Fields = []
    ) -> Fields {
        [(":method", method), (":scheme", "https"), (":path", path), (":authority", authority)] + others
    }

    /// Fields as literals that nobody remembers (RFC 7541 §6.2.2).
    public static func block(_ fields: Fields) -> [UInt8] {
        fields.flatMap { [0] + text($0.name) + text($0.value) }
    }

    /// A text without Huffman coding (RFC 7541 §5.2).
    public static func text(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        guard bytes.count >= 127 else { return [UInt8(bytes.count)] + bytes }
        var (rest, length) = (bytes.count - 127, [UInt8(127)])
        while rest >= 128 {
            length.append(UInt8(rest & 127) | 128)
            rest >>= 7
        }
        return length + [UInt8(rest)] + bytes
    }

    static func number(_ value: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}
