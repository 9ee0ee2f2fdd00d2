//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes

/// One call of the API: the only place that makes URLs.
struct OctoMationCall: Sendable {
    /// What may be done when a call fails.
    enum Repetition: Sendable {
        /// It changes nothing, so it may be tried again.
        case allowed
        /// A second try could be a second effect.
        case forbidden
    }

    /// What it is called in logs.
    var name: String
    var method: HTTPRequest.Method
    /// The path's segments as they are meant, not yet encoded.
    var segments: [String]
    /// The query as it is meant, not yet encoded.
    var query: [(name: String, value: String)] = []
    var body: JSONValue?
    var maximumBytes: Int
    var repetition = Repetition.allowed

    /// The request, without credentials.
    func request(to base: PlatformURL) -> HTTPRequest {
        var path = base.pathPrefix
        for segment in segments { path += "/" + segment.percentEncoded }
        if !query.isEmpty {
            path += "?" + query.map { "\($0.name.percentEncoded)=\($0.value.percentEncoded)" }.joined(separator: "&")
        }
        return HTTPRequest(
            method: method, scheme: base.scheme, authority: base.authority, path: path,
            headerFields: [.accept: "application/json", .contentType: "application/json"])
    }
}

extension String {
    /// All but the characters that mean themselves everywhere in a URL (RFC 3986 §2.3), encoded.
    fileprivate var percentEncoded: String {
        var encoded = ""
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                encoded += (byte < 0x10 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }
        }
        return encoded
    }
}
