//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// The parts of a JWS in compact serialization (RFC 7515 §7.1), taken apart and bounded, nothing checked yet.
///
/// Everything here happens before any cryptography: a text that has two readings gets no further.
struct CompactJWS {
    /// What a header may hold: room for every registered member, none for a certificate chain.
    private static let headerLimits = JSONLimits(maximumBytes: 4096, maximumDepth: 3, maximumValues: 64)

    let header: JSONObject
    let payload: [UInt8]
    let signature: [UInt8]
    /// What was signed: the first two parts with the dot between them (RFC 7515 §5.2 step 8).
    let signingInput: ArraySlice<UInt8>

    /// Takes a serialization apart.
    ///
    /// - Throws: ``AuthenticationFailure/malformedToken`` where it is not exactly three parts of canonical base64url, the
    ///   first of them an unambiguous JSON object.
    init(_ serialization: String) throws(AuthenticationFailure) {
        let bytes = Array(serialization.utf8)
        guard bytes.count <= BearerToken.maximumLength else { throw .malformedToken }
        let dot = UInt8(ascii: ".")
        guard let first = bytes.firstIndex(of: dot), let second = bytes[(first + 1)...].firstIndex(of: dot),
            let header = Base64URL.decode(bytes[..<first]),
            let payload = Base64URL.decode(bytes[(first + 1)..<second]),
            // A third dot is no letter of the alphabet: a JWE's five parts end here (RFC 7516 §3.1).
            let signature = Base64URL.decode(bytes[(second + 1)...]), !signature.isEmpty
        else { throw .malformedToken }
        guard let members = (try? JSONParser.parse(header, limits: Self.headerLimits))?.objectValue else {
            throw .malformedToken
        }
        self.header = members
        self.payload = payload
        self.signature = signature
        signingInput = bytes[..<second]
    }
}
