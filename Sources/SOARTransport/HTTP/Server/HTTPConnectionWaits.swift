//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import NIOCore

/// The times among the limits, in the event loop's unit.
struct HTTPConnectionWaits {
    let handshake: TimeAmount
    let header: TimeAmount
    let bodyIdle: TimeAmount
    let body: TimeAmount
    let keepAlive: TimeAmount
    let stall: TimeAmount
    let linger: TimeAmount
    let farewell: TimeAmount

    init(_ limits: HTTPServerLimits) {
        handshake = TimeAmount(limits.handshakeTime)
        header = TimeAmount(limits.headerTime)
        bodyIdle = TimeAmount(limits.bodyIdle)
        body = TimeAmount(limits.bodyTime)
        keepAlive = TimeAmount(limits.keepAliveIdle)
        stall = TimeAmount(limits.writeStall)
        linger = TimeAmount(limits.lingerTime)
        farewell = TimeAmount(limits.farewellTime)
    }
}
