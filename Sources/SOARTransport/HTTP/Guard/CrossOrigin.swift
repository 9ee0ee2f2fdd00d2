//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes

/// What a web page of an origin that may call is told, so that its browser lets it (Fetch, "CORS protocol").
///
/// Tokens come in a header that the page sets itself, so it is never allowed to send what the browser keeps
/// (`Access-Control-Allow-Credentials`).
struct CrossOrigin {
    /// Seconds for which a browser need not ask again.
    static let maximumAge = 3600
    /// Names of tools' own headers that one preflight may ask for.
    static let maximumParameterHeaders = 64

    /// Request headers that an MCP client sends; tools' own ones are added as they are asked for.
    static let requestHeaders = [
        "Accept", "Authorization", "Content-Type", "Last-Event-ID", "Mcp-Method", "Mcp-Name", "Mcp-Protocol-Version",
        "Mcp-Session-Id", "baggage", "traceparent", "tracestate",
    ]
    /// Answer headers that a page's client reads: where to get a token, which session, when to try again.
    static let exposedHeaders = "Allow, Mcp-Session-Id, Retry-After, WWW-Authenticate, X-Request-Id"

    private let origin: String

    /// Takes the origin that a request names, which must have been found good; nil where it names none.
    init?(_ request: HTTPRequest) {
        guard let origin = request.headerFields[.origin] else { return nil }
        self.origin = origin
    }

    /// Whether a browser asks on its own, before it sends what the page wants to send.
    ///
    /// No token is in that.
    static func isPreflight(_ request: HTTPRequest) -> Bool {
        request.method == .options && request.headerFields[.accessControlRequestMethod] != nil
    }

    /// The answer to such a question.
    func preflight(_ request: HTTPRequest, methods: [HTTPRequest.Method]) -> HTTPAnswer {
        let asked = request.headerFields[values: .accessControlRequestHeaders]
        var answer = HTTPAnswer(status: .noContent)
        answer.headers[.accessControlAllowOrigin] = origin
        answer.headers[.accessControlAllowMethods] = methods.map(\.rawValue).joined(separator: ", ")
        answer.headers[.accessControlAllowHeaders] =
            (Self.requestHeaders + Self.parameterHeaders(asked)).joined(separator: ", ")
        answer.headers[.accessControlMaxAge] = String(Self.maximumAge)
        answer.headers[.vary] = "Origin, Access-Control-Request-Headers"
        return answer
    }

    /// Lets the page read an answer.
    func permit(_ answer: inout HTTPAnswer) {
        answer.headers[.accessControlAllowOrigin] = origin
        answer.headers[.accessControlExposeHeaders] = Self.exposedHeaders
        answer.headers[.vary] = "Origin"
    }

    /// Those asked for that mirror a tool's arguments (MCP 2026-07-28, transports, "Custom Headers"): their names are
    /// the tools' own, so they can't stand in a list.
    private static func parameterHeaders(_ asked: [String]) -> [String] {
        let names = asked.flatMap { $0.split(separator: ",") }.compactMap { text -> String? in
            let words = text.split { $0 == " " || $0 == "\t" }
            guard words.count == 1, let name = words.first?.lowercased() else { return nil }
            return name.hasPrefix("mcp-param-") ? HTTPField.Name(name)?.rawName : nil
        }
        return Array(names.prefix(maximumParameterHeaders))
    }
}
