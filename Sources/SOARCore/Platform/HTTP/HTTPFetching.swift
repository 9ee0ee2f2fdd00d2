//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import HTTPTypes

/// The one way out over HTTP: one request, one answer that is read whole, no redirects followed.
public protocol HTTPFetching: Sendable {
    /// Sends a request and reads its answer.
    ///
    /// - Parameters:
    ///   - request: Scheme, authority and path must be set.
    ///   - body: Sent as it is.
    ///   - limits: How long it may take and how much may come back.
    /// - Returns: The answer, whatever its status.
    /// - Throws: ``HTTPFetchError``.
    func fetch(_ request: HTTPRequest, body: [UInt8], limits: HTTPFetchLimits) async throws(HTTPFetchError)
        -> HTTPFetchResponse
}

/// An answer, read whole.
public struct HTTPFetchResponse: Sendable {
    public var head: HTTPResponse
    public var body: [UInt8]

    public init(head: HTTPResponse, body: [UInt8]) {
        self.head = head
        self.body = body
    }
}

/// What one request may cost.
public struct HTTPFetchLimits: Sendable {
    /// From the first byte out to the last byte in.
    public var timeout: Duration = .seconds(30)
    /// Length of the answer's body in bytes.
    public var maximumBodyBytes = 16 * 1024 * 1024

    public init() {}
}

/// Why there is no answer.
public struct HTTPFetchError: Error, Sendable {
    /// The kinds of fault.
    public enum Code: String, Sendable {
        case unreachable, timedOut, tooLarge, invalidRequest
        /// The other side's certificate is not accepted.
        case untrusted
    }

    public var code: Code
    /// For the log only.
    public var cause: (any Error)?

    public init(_ code: Code, cause: (any Error)? = nil) {
        self.code = code
        self.cause = cause
    }
}
