//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import NIOCore
import NIOHTTP1

/// Why the server itself, before any application, answers a peer and ends the connection.
enum HTTPRefusal: String, Error, Sendable, CaseIterable {
    /// The bytes are not HTTP/1.0 or HTTP/1.1.
    case malformed
    /// `Host` is missing, repeated or not a host.
    case host
    /// HTTP/2's `:authority` is missing, is not a host, or is not that of `host`.
    case authority
    /// The request target is not a path, or names another host than `Host`.
    case target
    /// The end of the body can be understood in more than one way.
    case framing
    /// More or longer fields than the limits allow.
    case headersTooLarge
    /// `Expect` asks for something else than `100-continue`.
    case expectation
    /// Head or body took too long.
    case timeout
}

extension HTTPRefusal {
    var status: HTTPResponseStatus {
        switch self {
        case .malformed, .host, .authority, .target, .framing: .badRequest
        case .headersTooLarge: .requestHeaderFieldsTooLarge
        case .expectation: .expectationFailed
        case .timeout: .requestTimeout
        }
    }

    /// The answer's body: nothing of the request is in it.
    var body: String { #"{"error":"\#(code)","message":"\#(message)"}"# }

    private var code: String {
        switch self {
        case .malformed, .host, .authority, .target, .framing: "bad_request"
        case .headersTooLarge: "headers_too_large"
        case .expectation: "expectation_failed"
        case .timeout: "timeout"
        }
    }

    private var message: String {
        switch self {
        case .malformed: "The request is not well-formed HTTP/1.1."
        case .host: "The request needs exactly one Host header with a valid host name or address and port."
        case .authority:
            "The request needs an :authority, or a host, with a valid host name or address and port; both must agree."
        case .target: "The request target must be a path, or a URL whose host is that of the Host header."
        case .framing: "The request's body must have either one valid Content-Length or Transfer-Encoding: chunked."
        case .headersTooLarge: "The request has too many header fields, or its head is too long."
        case .expectation: "The only expectation understood is 100-continue."
        case .timeout: "The request took too long to arrive."
        }
    }
}

extension HTTPRefusal {
    /// What the decoder's error means to the peer.
    init(_ error: HTTPParserError) {
        switch error {
        case .headerOverflow: self = .headersTooLarge
        case .invalidContentLength, .unexpectedContentLength, .invalidChunkSize: self = .framing
        default: self = .malformed
        }
    }
}
