//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import SOARCore

import struct Foundation.Data

/// The question about one token (RFC 7662 §2.1), with the client's proof of itself (RFC 6749 §2.3.1).
struct IntrospectionRequest: Sendable {
    let url: ServerURL
    let clientID: String
    let clientSecret: Secret<String>
    let authentication: IntrospectionTokenVerifier.Configuration.Authentication

    var head: HTTPRequest {
        var head = HTTPRequest(method: .post, scheme: url.scheme, authority: url.authority, path: url.target)
        head.headerFields[.contentType] = "application/x-www-form-urlencoded"
        head.headerFields[.accept] = "application/json"
        head.headerFields[.acceptEncoding] = "identity"
        if authentication == .basic {
            // Both parts are form-encoded first, so that a colon in the id can't be taken for the divider.
            let pair = "\(Self.encoded(clientID)):\(Self.encoded(clientSecret.exposed))"
            head.headerFields[.authorization] = "Basic \(Data(pair.utf8).base64EncodedString())"
        }
        return head
    }

    func body(_ token: BearerToken) -> [UInt8] {
        var fields = [("token", token.exposed), ("token_type_hint", "access_token")]
        if authentication == .post {
            fields += [("client_id", clientID), ("client_secret", clientSecret.exposed)]
        }
        return Array(fields.map { "\($0)=\(Self.encoded($1))" }.joined(separator: "&").utf8)
    }

    /// The form encoding of RFC 6749 Appendix B.
    static func encoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "*"):
                bytes.append(byte)
            case UInt8(ascii: " "): bytes.append(UInt8(ascii: "+"))
            default:
                bytes += "%".utf8
                for digit in [byte >> 4, byte & 15] { bytes += String(digit, radix: 16, uppercase: true).utf8 }
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
