//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import Synchronization

/// One line that came in, read as far as it can be.
struct StdioMessage: Sendable {
    var route: MCPRouter.Route
    var origin: CallOrigin
    /// Says that the client wants no answer any more; nil where it has no id to say it by.
    var stop: StopSignal?

    /// Reads a line in the light of the connection's session.
    init(_ line: LineSplitter.Line, _ connection: StdioConnection) {
        let transport = connection.transport
        let session = connection.session.withLock(\.self)
        route = Self.route(line, transport, session?.session)
        origin = transport.origin(route.clientName?.bounded ?? session?.clientName)
    }

    private static func route(
        _ line: LineSplitter.Line, _ transport: StdioTransport, _ session: LegacySession?
    ) -> MCPRouter.Route {
        let configuration = transport.configuration
        guard case .whole(let bytes) = line else {
            let error = JSONRPCError(
                code: -32700, message: "A line has at most \(configuration.maximumLineBytes) bytes.")
            return .refused(.badRequest(nil, error))
        }
        do throws(JSONParseError) {
            let json = try JSONParser.parse(bytes, limits: configuration.jsonLimits)
            return transport.router.route(json, session: session)
        } catch {
            let words = error.words(configuration.jsonLimits)
            let error = JSONRPCError(code: -32700, message: "The line is not acceptable JSON: \(words).")
            return .refused(.badRequest(nil, error))
        }
    }

    /// The message with its call on the list, before the next line can cancel it; nil where there is one of that id.
    func registered(in calls: CallTable) -> StdioMessage? {
        guard let id = route.requestID else { return self }
        guard let stop = calls.begin(id) else { return nil }
        var message = self
        message.stop = stop
        return message
    }

    /// The error that goes back instead of an answer.
    func refusal(_ error: JSONRPCError) -> JSONValue { JSONRPCResponse(id: route.requestID, error: error).json }
}
