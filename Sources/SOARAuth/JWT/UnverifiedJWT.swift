//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

package import SOARCore

/// What a signed token says of itself, nothing of it checked: for whoever is to see why it is refused.
package struct UnverifiedJWT: Sendable {
    package let header: JSONObject
    package let claims: JWTClaims

    /// Reads a token; nil where it is not of that form.
    package init?(_ token: BearerToken) {
        guard let jws = try? CompactJWS(token.exposed), let claims = try? JWTClaims(jws.payload) else { return nil }
        header = jws.header
        self.claims = claims
    }
}
