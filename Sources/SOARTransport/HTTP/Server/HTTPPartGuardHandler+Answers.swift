//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import NIOCore
import NIOHTTP1

extension HTTPPartGuardHandler {
    /// Writes the server's own, last answer.
    static func write(_ refusal: HTTPRefusal, withBody: Bool, to context: ChannelHandlerContext) {
        let body = refusal.body
        let headers: HTTPHeaders = [
            "content-type": "application/json",
            "content-length": "\(body.utf8.count)",
            "connection": "close",
        ]
        let head = HTTPResponseHead(version: .http1_1, status: refusal.status, headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if withBody { context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: body)))), promise: nil) }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    /// Tells a peer that waits for it to send the body.
    static func writeContinue(to context: ChannelHandlerContext) {
        let head = HTTPResponseHead(version: .http1_1, status: .continue)
        context.writeAndFlush(wrapOutboundOut(.head(head)), promise: nil)
    }
}
