//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import HTTPTypes
public import SOARCore

public import struct Foundation.Date

/// A request that arrived, whatever became of it.
public struct RecordedRequest: Sendable {
    public var endpoint: SimulatorEndpoint
    public var method: HTTPRequest.Method
    /// The path with its query, as it was sent.
    public var path: String
    /// All headers, `hg-token` among them.
    public var headers: HTTPFields
    /// The body, where it was JSON.
    public var body: JSONValue?
    /// Length of the body in bytes.
    public var bodyLength: Int
    /// By the simulator's clock.
    public var receivedAt: Date

    /// The platform token that came with it.
    public var token: String? {
        HTTPField.Name("hg-token").flatMap { headers[$0] }
    }
}
