//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import NIOHTTP1
import NIOHTTPTypesHTTP1

extension HTTPRequest {
    /// A request's head as HTTP types have it; its `Host` is the authority.
    ///
    /// - Throws: What the library's translation throws, for a method that HTTP doesn't know.
    init(_ head: HTTPRequestHead, isEncrypted: Bool) throws {
        // The library takes every target for a URL and has Foundation read it; almost all are paths.
        guard head.uri.utf8.first == UInt8(ascii: "/") else {
            try self.init(head, secure: isEncrypted, splitCookie: false)
            return
        }
        var authority: String?
        var fields = HTTPFields()
        fields.reserveCapacity(head.headers.count)
        for (name, value) in head.headers {
            if authority == nil, name.equalsIgnoringASCIICase("host") {
                authority = value
            } else if let name = HTTPField.Name(name) {
                fields.append(HTTPField(name: name, value: value))
            }
        }
        self.init(
            method: try Method(head.method), scheme: isEncrypted ? "https" : "http", authority: authority,
            path: head.uri,
            headerFields: fields)
    }
}
