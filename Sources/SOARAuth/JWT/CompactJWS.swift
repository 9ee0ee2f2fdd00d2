//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// The parts of a JWS in compact serialization (RFC 7515 §7.1), taken apart and bounded, nothing checked yet.
///
/// Everything here happens before any cryptography: a text that has two readings gets no further. It is never copied, for each
/// copy would count the references to all its parts.
struct CompactJWS: ~Copyable {
    /// What a header may hold: room for every registered member, none for a certificate chain.
    private static let headerLimits = JSONLimits(maximumBytes: 4096, maximumDepth: 3, maximumValues: 64)

    let header: JSONObject
    /// The header's text as it came.
    let encodedHeader: ArraySlice<UInt8>
    /// Where a token with the same header was right before.
    let known: KnownHeader?
    let payload: [UInt8]
    let signature: [UInt8]
    /// What was signed: the first two parts with the dot between them (RFC 7515 §5.2 step 8).
    let signingInput: ArraySlice<UInt8>

    /// Takes a serialization apart.
    ///
    /// - Throws: ``AuthenticationFailure/malformedToken`` where it is not exactly three parts of canonical base64url, the
    ///   first of them an unambiguous JSON object.
    init(_ serialization: String, headers: KnownHeaders? = nil) throws(AuthenticationFailure) {
        let bytes = Array(serialization.utf8)
        guard bytes.count <= BearerToken.maximumLength else { throw .malformedToken }
        let dot = UInt8(ascii: ".")
        // The first and the last: both stand near an end.
        guard let first = bytes.firstIndex(of: dot), let second = bytes.lastIndex(of: dot), first < second,
            // A third dot is no letter of the alphabet: a JWE's five parts end here (RFC 7516 §3.1).
            let payload = Base64URL.decode(bytes[(first + 1)..<second]),
            let signature = Base64URL.decode(bytes[(second + 1)...]), !signature.isEmpty
        else { throw .malformedToken }
        let encodedHeader = bytes[..<first]
        let known = headers?.header(of: encodedHeader)
        header = if let known { known.members } else { try Self.members(encodedHeader) }
        self.encodedHeader = encodedHeader
        self.known = known
        self.payload = payload
        self.signature = signature
        signingInput = bytes[..<second]
    }

    private static func members(_ encoded: ArraySlice<UInt8>) throws(AuthenticationFailure) -> JSONObject {
        guard let text = Base64URL.decode(encoded),
            let members = (try? JSONParser.parse(text, limits: headerLimits))?.objectValue
        else { throw .malformedToken }
        return members
    }
}
