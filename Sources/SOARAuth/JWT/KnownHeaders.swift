//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Synchronization

/// Headers of tokens whose signature was right, so that the next token with the same one need not have it read again.
///
/// Nothing that is decided of a token is kept: what a header says is the same wherever its text is, and whether its algorithm
/// is allowed and which key it names is looked at for each token. What nobody signed never gets in.
final class KnownHeaders: Sendable {
    /// More than an issuer's keys in use at a time.
    private static let limit = 8

    private let headers = Mutex<[KnownHeader]>([])

    /// What that text was read as; nil where it is not among the last ones.
    func header(of encoded: ArraySlice<UInt8>) -> KnownHeader? {
        headers.withLock { headers in headers.first { $0.encoded.elementsEqual(encoded) } }
    }

    /// Keeps the header of a token whose signature is right.
    func insert(_ header: JWSHeader, of token: borrowing CompactJWS) {
        guard token.known == nil else { return }
        let known = KnownHeader(encoded: Array(token.encodedHeader), members: token.header, header: header)
        headers.withLock { $0 = [known] + $0.prefix(Self.limit - 1) }
    }
}

/// A header beside the text that it was read from.
final class KnownHeader: Sendable {
    let encoded: [UInt8]
    let members: JSONObject
    let header: JWSHeader

    init(encoded: [UInt8], members: JSONObject, header: JWSHeader) {
        self.encoded = encoded
        self.members = members
        self.header = header
    }
}
