//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import NIOHPACK

/// A request's head that was found good, as the application is to see it.
///
/// That every field's name is in lower case, that no field belongs to a connection, and that the pseudo fields are there,
/// once and first, NIOHTTP2 has seen to: a stream that breaks these rules ends with `PROTOCOL_ERROR` (RFC 9113 §8.1.1).
struct HTTP2RequestHead {
    /// With `:authority`, without `host`.
    let fields: HPACKHeaders
    /// The peer waits for `100 Continue` before it sends the body.
    let expectsContinue: Bool
    /// An answer has no body.
    let isHead: Bool

    /// Judges a request's fields.
    ///
    /// - Parameters:
    ///   - fields: As they came.
    ///   - isWhole: Whether there is no body.
    ///   - limits: What is too much.
    /// - Throws: ``HTTPRefusal`` where the head must not be acted on.
    init(_ fields: HPACKHeaders, isWhole: Bool, limits: HTTPServerLimits) throws(HTTPRefusal) {
        try Self.checkSize(fields, limits)
        var (method, path, scheme, authority) = ("", "", "", String?.none)
        var (host, hosts, expectation) = (String?.none, 0, String?.none)
        for (name, value, _) in fields {
            switch name {
            case ":method": method = value
            case ":path": path = value
            case ":scheme": scheme = value
            case ":authority": authority = value
            case ":protocol": throw .target
            case "host":
                host = value
                hosts += 1
            case "expect": expectation = value
            default: break
            }
        }
        guard method != "CONNECT", scheme.equalsIgnoringASCIICase("https") || scheme.equalsIgnoringASCIICase("http"),
            path.utf8.first == UInt8(ascii: "/"), HTTPRequestTarget.isAcceptable(path, host: nil)
        else { throw .target }
        guard hosts <= 1, let place = authority ?? host, HTTPHost.isWellFormed(place) else { throw .authority }
        if let host, !host.equalsIgnoringASCIICase(place) { throw .authority }
        if let expectation, !expectation.equalsIgnoringASCIICase("100-continue") { throw .expectation }
        expectsContinue = expectation != nil && !isWhole
        isHead = method == "HEAD"
        self.fields = host == nil ? fields : Self.naming(place, in: fields)
    }

    /// Sees whether fields, or trailers, are within the limits.
    ///
    /// - Throws: `headersTooLarge` where they aren't.
    static func checkSize(_ fields: HPACKHeaders, _ limits: HTTPServerLimits) throws(HTTPRefusal) {
        var (bytes, count) = (0, 0)
        for (name, value, _) in fields {
            bytes += name.utf8.count + value.utf8.count + 4
            if name.utf8.first != UInt8(ascii: ":") { count += 1 }
        }
        guard bytes <= limits.headerBytes, count <= limits.headerCount else { throw .headersTooLarge }
    }

    private static func naming(_ authority: String, in fields: HPACKHeaders) -> HPACKHeaders {
        var named = HPACKHeaders()
        named.reserveCapacity(fields.count)
        named.add(name: ":authority", value: authority)
        for (name, value, indexing) in fields where name != ":authority" && name != "host" {
            named.add(name: name, value: value, indexing: indexing)
        }
        return named
    }
}
