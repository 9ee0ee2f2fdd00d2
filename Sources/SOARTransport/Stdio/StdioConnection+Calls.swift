//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Logging
import SOARAuth
import SOARCore

extension StdioConnection {
    /// Takes in what is never answered; it brings no new effect about, so the token is not checked again.
    func hear(_ message: StdioMessage) async {
        _ = try? await transport.router.reply(to: message.route, incoming(message, caller))
    }

    /// Answers one message, and gives its place back.
    func answer(_ message: StdioMessage) async {
        let reply = await reply(to: message)
        if case .subscription(let subscription) = reply.body {
            capacity.release()
            return await listen(subscription, message)
        }
        defer { capacity.release() }
        // The client may use the id again as soon as it has the answer.
        if message.stop != nil, let id = message.route.requestID { calls.end(id) }
        if message.stop?.reason != .cancelled, let answer = reply.lastMessage { await outgoing.send(answer) }
    }

    private func reply(to message: StdioMessage) async -> MCPReply {
        do throws(AuthenticationFailure) {
            let caller = try await transport.authenticate(message.origin)
            self.caller = caller
            // What was cancelled before it began is not begun.
            guard message.stop?.reason == nil else { return .silence }
            let reply = try await transport.router.reply(to: message.route, incoming(message, caller))
            if (400..<500).contains(reply.status), reply.status != 404 {
                let error = reply.lastMessage?["error"]?["code"]?.integerValue.map { "JSON-RPC \($0)" }
                try await transport.audit?.record(.unreadable(message.origin, caller, error: error))
            }
            return reply
        } catch {
            transport.outages.note(error)
            return .refusal(error, message.route.requestID)
        }
    }

    private func incoming(_ message: StdioMessage, _ caller: AccessToken) -> MCPIncoming {
        let clientName = message.origin.userAgent
        return MCPIncoming(
            caller: caller, origin: message.origin, logger: transport.logger, headers: nil, sink: outgoing,
            stop: message.stop, calls: message.stop == nil ? calls : nil,
            openSession: { self.makeSession($0, $1, $2, clientName) })
    }
}
