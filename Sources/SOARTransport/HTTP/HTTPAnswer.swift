//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import HTTPTypes
import SOARCore

/// What goes back for one HTTP request, for any server to send.
public struct HTTPAnswer: Sendable {
    /// Writes a body piece by piece, and returns when it is complete.
    ///
    /// It gets the function that sends one piece and waits until there is room for the next.
    public typealias Stream = @Sendable (_ write: ([UInt8]) async throws -> Void) async throws -> Void

    /// What follows the head.
    public enum Body: Sendable {
        case bytes([UInt8])
        /// Of unknown length; it may take days.
        case stream(Stream)
    }

    public var status: HTTPResponse.Status
    public var headers: HTTPFields
    public var body: Body

    /// An answer without a body.
    init(status: HTTPResponse.Status, headers: HTTPFields = [:]) {
        self.status = status
        self.headers = headers
        body = .bytes([])
    }

    /// An answer with a JSON body, kept by nobody on the way.
    init(status: HTTPResponse.Status, json: JSONValue, headers: HTTPFields = [:]) {
        self.init(status: status, headers: Self.jsonFields)
        for field in headers { self.headers.append(field) }
        body = .bytes(json.encoded())
    }

    private static let jsonFields: HTTPFields = [
        .contentType: "application/json", .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
    ]

    /// An answer of server-sent events, kept and held back by nobody on the way.
    init(events: @escaping Stream) {
        self.init(status: .ok)
        headers[.contentType] = "text/event-stream"
        headers[.cacheControl] = "no-cache, no-store"
        headers[.xContentTypeOptions] = "nosniff"
        headers[.xAccelBuffering] = "no"
        body = .stream(events)
    }

    /// A refusal below MCP: a word for programs and a sentence for people.
    ///
    /// Nothing of the request is repeated in it.
    static func refusal(
        _ status: HTTPResponse.Status, _ error: String, _ message: String, headers: HTTPFields = [:]
    ) -> HTTPAnswer {
        HTTPAnswer(status: status, json: ["error": .string(error), "message": .string(message)], headers: headers)
    }
}

extension HTTPField.Name {
    /// `X-Accel-Buffering`: tells a proxy not to wait until it has more to pass on.
    static let xAccelBuffering = Self("X-Accel-Buffering") ?? .via
    /// `X-Request-Id`: what the server knows the call by.
    static let requestID = Self("X-Request-Id") ?? .via
}
