//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import NIOCore
import TestSupport
import Testing

@testable import SOARTransport

@Suite("What frames go by")
struct HTTP2FrameFollowerTests {
    private static let bytes =
        HTTP2Frames.preface + HTTP2Frames.settings([(3, 1)])
        + HTTP2Frames.headers(1, HTTP2Frames.request("GET", "/", [("x", String(repeating: "x", count: 20_000))]))
        + HTTP2Frames.data(1, [1, 2, 3]) + HTTP2Frames.frame(0x20) + HTTP2Frames.windowUpdate(0, 1)
        + HTTP2Frames.frame(7, [0, 0, 0, 9, 1, 2, 3, 4, 65, 66])

    @Test("is the same however the bytes are cut", arguments: [1, 2, 7, 9, 1000, 100_000])
    func cuts(_ length: Int) {
        var follower = HTTP2FrameFollower(hasPreface: true)
        var kinds: [HTTP2FrameFollower.Kind?] = []
        #expect(follower.isWaiting)
        var rest = Self.bytes[...]
        while !rest.isEmpty {
            follower.follow(ByteBuffer(bytes: rest.prefix(length))) { kind, _ in kinds.append(kind) }
            rest = rest.dropFirst(length)
        }
        #expect(kinds == [.settings, .headers, .continuation, .data, nil, .windowUpdate, .goAway])
        #expect(follower.goAwayCode == 0x0102_0304)
        #expect(!follower.isWaiting)
    }

    @Test("waits within a frame and within a header block, not within a body")
    func waits() {
        for (bytes, waits) in [
            (HTTP2Frames.frame(1, stream: 1, [0x82]), true), (HTTP2Frames.frame(1, flags: 4, stream: 1, [0x82]), false),
            (Array(HTTP2Frames.ping.dropLast()), true), (Array(HTTP2Frames.data(1, [1, 2]).dropLast()), false),
            (Array(HTTP2Frames.data(1, []).dropLast()), true), (HTTP2Frames.data(1, []), false),
            (HTTP2Frames.frame(1, stream: 1, [0x82]) + HTTP2Frames.frame(9, stream: 1), true),
            (HTTP2Frames.frame(1, stream: 1, [0x82]) + HTTP2Frames.frame(9, flags: 4, stream: 1), false),
        ] as [([UInt8], Bool)] {
            var follower = HTTP2FrameFollower(hasPreface: false)
            follower.follow(ByteBuffer(bytes: bytes)) { _, _ in }
            #expect(follower.isWaiting == waits, "\(bytes)")
        }
    }
}
