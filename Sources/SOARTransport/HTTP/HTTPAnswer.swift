//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import HTTPTypes
import SOARCore

/// What goes back for one HTTP request, for any server to send.
public struct HTTPAnswer: Sendable {
    public var status: HTTPResponse.Status
    public var headers: HTTPFields
    public var body: [UInt8]

    /// An answer without a body.
    init(status: HTTPResponse.Status, headers: HTTPFields = [:]) {
        self.status = status
        self.headers = headers
        body = []
    }

    /// An answer with a JSON body, kept by nobody on the way.
    init(status: HTTPResponse.Status, json: JSONValue, headers: HTTPFields = [:]) {
        self.init(status: status, headers: headers)
        self.headers[.contentType] = "application/json"
        self.headers[.cacheControl] = "no-store"
        self.headers[.xContentTypeOptions] = "nosniff"
        body = json.encoded()
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
