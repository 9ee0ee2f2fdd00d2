//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore

extension CallContext {
    /// Tells the client how far the work has come (MCP basic utilities, "Progress").
    ///
    /// Nothing is sent to a client that didn't ask for it, nor when the number isn't greater than the last. Returns when
    /// it has its place among the messages of the call; of several tasks that report at once some may be passed over.
    ///
    /// - Parameters:
    ///   - progress: In any unit; greater each time.
    ///   - total: In the same unit, where it is known.
    ///   - message: What is being done, for people.
    public func reportProgress(_ progress: Double, of total: Double? = nil, message: String? = nil) async {
        guard let token = exchange.progressToken, progress.isFinite else { return }
        var params: JSONObject = ["progressToken": token, "progress": Self.number(progress)]
        params["total"] = total.flatMap { $0.isFinite ? Self.number($0) : nil as JSONValue? }
        params["message"] = message.map { .string($0.bounded(to: 1024)) }
        let message = JSONRPCNotification(method: "notifications/progress", params: params).json
        await exchange.send(message, progress: progress)
    }

    /// Sends a log message to the client (MCP server utilities, "Logging").
    ///
    /// Nothing is sent where the client wants none of that level, or the server sends none at all
    /// (``MCPServer/Configuration/sendsLogMessages``). Strings are sent without API tokens, objects also without members
    /// whose names speak of secrets.
    ///
    /// - Parameters:
    ///   - level: How serious it is.
    ///   - data: The message, or any value.
    ///   - logger: What it comes from.
    public func log(_ level: LogLevel, _ data: JSONValue, logger: String? = nil) async {
        guard let least = exchange.leastLogLevel(), level >= least else { return }
        var params: JSONObject = ["level": .string(level.rawValue)]
        params["logger"] = logger.map(JSONValue.string)
        params["data"] = AuditScrubber.scrub(value: data)
        await exchange.send(JSONRPCNotification(method: "notifications/message", params: params).json)
    }

    /// Closes the connection on which the client waits for this call; it comes back for the rest (MCP 2025-11-25,
    /// transports, "Sending Messages to the Server").
    ///
    /// For work that takes longer than connections last. Where the client could not come back, in other revisions and
    /// without a session, nothing happens.
    public func closeStream() { exchange.releaseClient() }

    /// 50 is sent as `50`, not as `50.0`.
    private static func number(_ value: Double) -> JSONValue {
        Int64(exactly: value).map(JSONValue.integer) ?? .double(value)
    }
}
