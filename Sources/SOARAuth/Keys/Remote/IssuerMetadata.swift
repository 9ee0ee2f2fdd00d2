//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// Where an issuer's metadata are, and what they have to say.
struct IssuerMetadata: Sendable {
    /// As it was configured; the document must have the very same bytes.
    let issuer: String
    /// Where to look, in order.
    let addresses: [ServerURL]
    private let isLoopback: Bool

    /// Works out the addresses.
    ///
    /// RFC 8414 §3.1 puts the well-known part between host and path, OpenID Connect Discovery §4 after the path.
    ///
    /// - Throws: ``InvalidServerURL``; also for a query, which an issuer can't have (RFC 8414 §2).
    init(issuer: String) throws(InvalidServerURL) {
        let url = try ServerURL(validating: issuer)
        guard url.query == nil, !issuer.contains("?") else {
            throw InvalidServerURL("an issuer must hold no query (?)")
        }
        self.issuer = issuer
        isLoopback = url.isLoopback
        let root = "\(url.scheme)://\(url.authority)"
        let path = url.path.hasSuffix("/") ? String(url.path.dropLast()) : url.path
        let openID = "/.well-known/openid-configuration"
        let oauth = "/.well-known/oauth-authorization-server"
        let paths = path.isEmpty ? [openID, oauth] : [oauth + path, openID + path, path + openID]
        var addresses: [ServerURL] = []
        for path in paths { addresses.append(try ServerURL(validating: root + path)) }
        self.addresses = addresses
    }

    /// The address of the key set that the metadata name.
    ///
    /// - Throws: ``DocumentFetchError`` where it is another issuer's document, or no metadata at all.
    func keySetURL(in document: [UInt8], from url: ServerURL) throws(DocumentFetchError) -> ServerURL {
        let parsed: JSONValue
        do throws(JSONParseError) {
            parsed = try JSONParser.parse(document)
        } catch {
            throw DocumentFetchError(url, "not JSON: \(error)", isNoDocument: true)
        }
        guard let named = parsed["issuer"]?.stringValue, named.utf8.elementsEqual(issuer.utf8) else {
            throw DocumentFetchError(url, "its member 'issuer' is not \(issuer)")
        }
        guard let place = parsed["jwks_uri"]?.stringValue else {
            throw DocumentFetchError(url, "it has no member 'jwks_uri'")
        }
        let keys: ServerURL
        do throws(InvalidServerURL) {
            keys = try ServerURL(validating: place)
        } catch {
            throw DocumentFetchError(url, "its member 'jwks_uri' can't be used: \(error.message)")
        }
        // A document from elsewhere has no business sending us to our own machine.
        guard !keys.isLoopback || isLoopback else {
            throw DocumentFetchError(url, "its member 'jwks_uri' names this very machine")
        }
        return keys
    }
}
