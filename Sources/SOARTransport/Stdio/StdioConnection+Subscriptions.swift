//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore

extension StdioConnection {
    /// Tells the client of the changes that it has subscribed to, until it cancels, its token is refused or there is no
    /// more input; in the last two cases the result comes last.
    func listen(_ subscription: Subscription, _ message: StdioMessage) async {
        defer { if let id = message.route.requestID { calls.end(id) } }
        guard capacity.takeSubscription() else {
            let error = JSONRPCError(
                code: -32603, message: "As many subscriptions are open as may be.", data: ["error": "too_many_streams"])
            return await outgoing.send(message.refusal(error))
        }
        defer { capacity.releaseSubscription() }
        let end = closing.add { subscription.end(.shutdown) }
        defer { closing.remove(end) }
        message.stop?.whenStopped { _ in subscription.end(.disconnected) }
        let check = ChangeCheck(transport.router.methods.server) { [transport] () throws(AuthenticationFailure) in
            try await transport.authenticate()
        }
        try? await transport.router.methods.server.runner.timers.withTicks(
            every: transport.configuration.checkInterval, subscription.tick
        ) {
            try await subscription.run(check) { notification in
                if message.stop?.reason == nil { await outgoing.send(notification) }
            } idle: {
                await isStillAccepted { () throws(AuthenticationFailure) in try await transport.authenticate() }
            }
        }
    }
}
