//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import SOARAuth

/// Answers for the metadata of a protected resource (RFC 9728 §3), open to everybody.
///
/// Nothing of the request is in the answer, so no name that it comes under can change it, and any page may read it.
struct ResourceMetadata: Sendable {
    /// Seconds for which anybody may keep it.
    static let maximumAge = 300

    private let paths: Set<String>
    private let document: HTTPAnswer

    /// Makes the answers.
    ///
    /// - Parameters:
    ///   - resource: What is published.
    ///   - path: Of the MCP endpoint on this server, which is not its public one where a proxy takes a prefix away.
    init(_ resource: ProtectedResource, path: String) {
        let root = ProtectedResource.wellKnownPath
        paths = [root, root + path, root + path + "/", resource.metadataPath]
        var document = HTTPAnswer(status: .ok, json: resource.metadata)
        document.headers[.cacheControl] = "public, max-age=\(Self.maximumAge)"
        document.headers[.accessControlAllowOrigin] = "*"
        self.document = document
    }

    /// Whether the path is one of the metadata's.
    func isServed(at path: String) -> Bool { paths.contains(path) }

    /// The answer to a request for one of the paths.
    func answer(to method: HTTPRequest.Method) -> HTTPAnswer {
        switch method {
        case .get, .head: return document
        case .options:
            // A page's client may send its protocol version along, and then its browser asks first.
            var answer = HTTPAnswer(status: .noContent, headers: [.allow: Self.methods])
            answer.headers[.accessControlAllowOrigin] = "*"
            answer.headers[.accessControlAllowMethods] = Self.methods
            answer.headers[.accessControlAllowHeaders] = "*"
            answer.headers[.accessControlMaxAge] = String(CrossOrigin.maximumAge)
            return answer
        default:
            return .refusal(
                .methodNotAllowed, "method_not_allowed", "Send a GET request.", headers: [.allow: Self.methods])
        }
    }

    private static let methods = "GET, HEAD, OPTIONS"
}
