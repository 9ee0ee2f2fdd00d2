//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// What the sender of a request can take for an answer, read once.
struct AcceptedTypes {
    let json: Bool
    let events: Bool
    /// Whether it says so at all; who says nothing takes anything, and is answered with JSON.
    let isSaid: Bool

    /// Reads the values of `Accept`.
    init(_ accept: [String]) {
        isSaid = !accept.isEmpty
        // What almost every client says needs no reading.
        if accept == ["application/json, text/event-stream"] || accept == ["*/*"] {
            json = true
            events = true
        } else {
            json = MediaTypes.acceptsJSON(accept)
            events = MediaTypes.acceptsEvents(accept)
        }
    }
}
