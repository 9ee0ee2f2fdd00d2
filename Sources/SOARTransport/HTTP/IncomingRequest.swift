//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes

/// A request's head and where it comes from: what a caller is known by, now and as long as its stream is open.
struct IncomingRequest: Sendable {
    let head: HTTPRequest
    /// The client's address; nil where it is not known.
    let peer: String?

    var method: HTTPRequest.Method { head.method }
    var headerFields: HTTPFields { head.headerFields }
}
