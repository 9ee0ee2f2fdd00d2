//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import NIOHTTP1

/// What the connection has to remember of a request until it is answered.
struct HTTPRequestTraits: OptionSet, Sendable {
    let rawValue: UInt8

    /// The connection ends with this request's answer.
    static let closes = HTTPRequestTraits(rawValue: 1)
    /// The peer speaks HTTP/1.0: no chunks, and the answer ends with the connection.
    static let isVersion10 = HTTPRequestTraits(rawValue: 2)
    /// The peer waits for `100 Continue` before it sends the body.
    static let expectsContinue = HTTPRequestTraits(rawValue: 4)
    /// The body has no announced length, or one that isn't worth receiving only to throw it away.
    static let isNotDrained = HTTPRequestTraits(rawValue: 8)
}

extension HTTPRequestTraits {
    /// Judges a request by its head.
    ///
    /// Here because later it is too late: the translation to HTTP types takes the first `Host` and loses the others.
    ///
    /// - Throws: ``HTTPRefusal`` where the head must not be acted on.
    init(of head: HTTPRequestHead, limits: HTTPServerLimits) throws(HTTPRefusal) {
        let fields = HTTPFramingFields(head)
        let isVersion10 = head.version == .http1_0
        guard fields.size <= limits.headerBytes else { throw .headersTooLarge }
        guard fields.hosts <= 1, fields.hosts == 1 || isVersion10 else { throw .host }
        if let host = fields.host, !HTTPHost.isWellFormed(host) { throw .host }
        guard HTTPRequestTarget.isAcceptable(head.uri, host: fields.host) else { throw .target }

        let length = try fields.announcedLength(in: head.version)
        var traits: HTTPRequestTraits = []
        if isVersion10 { traits.formUnion([.closes, .isVersion10]) }
        // An upgrade is not refused, only ignored. The decoder takes no further request after one, though.
        if !head.isKeepAlive || fields.upgrades { traits.insert(.closes) }
        if (length ?? .max) > limits.maximumAnnouncedBody { traits.insert(.isNotDrained) }
        if let expectation = fields.expectation, !isVersion10 {
            guard expectation.equalsIgnoringASCIICase("100-continue") else { throw .expectation }
            let expected = length ?? 1
            if expected > 0, expected <= limits.maximumAnnouncedBody { traits.insert(.expectsContinue) }
        }
        self = traits
    }
}
