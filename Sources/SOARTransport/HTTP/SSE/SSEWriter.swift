//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Server-sent events (HTML standard, "Server-sent events"): one JSON-RPC message each.
package enum SSEWriter {
    /// A line that clients pass over; keeps proxies from closing a stream that has nothing to say.
    package static let keepAlive = Array(":\n\n".utf8)

    /// One event that carries a message.
    ///
    /// JSON text has no line ends, so one `data` line is enough.
    ///
    /// - Parameters:
    ///   - message: JSON text as the server writes it: on one line.
    ///   - id: What a client names to have the stream go on after this event; without line ends.
    /// - Returns: The bytes of the event.
    package static func event(_ message: [UInt8], id: String? = nil) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(message.count + 40)
        if let id { bytes += Array("id: \(id)\n".utf8) }
        bytes += Array("event: message\ndata: ".utf8)
        bytes += message
        bytes += Array("\n\n".utf8)
        return bytes
    }

    /// An event without a message, so that a client has an id to come back with (MCP 2025-11-25, transports).
    package static func priming(id: String, retry: Duration) -> [UInt8] {
        let milliseconds = retry.components.seconds * 1000
        return Array("id: \(id)\nretry: \(milliseconds)\ndata: \n\n".utf8)
    }
}
