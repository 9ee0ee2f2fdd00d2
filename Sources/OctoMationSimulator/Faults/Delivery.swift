//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Hummingbird
import NIOCore

/// How the bytes of an answer reach the client.
enum Delivery: Sendable {
    case whole
    case notJSON
    case empty
    case truncated
    case padded(bytes: Int)
    case slow(chunkBytes: Int, pause: Duration)

    /// Thrown to end the connection in the middle of a body.
    private struct ConnectionEnds: Error {}

    private static let paddingChunkBytes = 64 * 1024

    func body(_ bytes: [UInt8]) -> ResponseBody {
        switch self {
        case .whole: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        case .notJSON: ResponseBody(byteBuffer: ByteBuffer(string: "{\"code\":200,\"result\":[{\"id\":"))
        case .empty: ResponseBody()
        case .truncated: Self.half(of: bytes)
        case .padded(let length): Self.padded(bytes, to: length)
        case .slow(let chunkBytes, let pause): Self.slow(bytes, max(1, chunkBytes), pause)
        }
    }

    private static func half(of bytes: [UInt8]) -> ResponseBody {
        ResponseBody(contentLength: bytes.count) { writer in
            try await writer.write(ByteBuffer(bytes: bytes.prefix(bytes.count / 2)))
            throw ConnectionEnds()
        }
    }

    /// Adds a member to the envelope that is as long as it takes, written chunk by chunk.
    private static func padded(_ bytes: [UInt8], to length: Int) -> ResponseBody {
        ResponseBody { writer in
            try await writer.write(ByteBuffer(bytes: bytes.dropLast()))
            try await writer.write(ByteBuffer(string: ",\"padding\":\""))
            var missing = max(0, length - bytes.count)
            while missing > 0 {
                let count = min(missing, paddingChunkBytes)
                try await writer.write(ByteBuffer(repeating: UInt8(ascii: "x"), count: count))
                missing -= count
            }
            try await writer.write(ByteBuffer(string: "\"}"))
            try await writer.finish(nil)
        }
    }

    private static func slow(_ bytes: [UInt8], _ chunkBytes: Int, _ pause: Duration) -> ResponseBody {
        ResponseBody(contentLength: bytes.count) { writer in
            var rest = bytes[...]
            while !rest.isEmpty {
                try await writer.write(ByteBuffer(bytes: rest.prefix(chunkBytes)))
                rest = rest.dropFirst(chunkBytes)
                try await Task.sleep(for: pause)
            }
            try await writer.finish(nil)
        }
    }
}
