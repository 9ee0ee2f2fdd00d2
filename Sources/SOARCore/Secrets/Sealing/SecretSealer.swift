//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Crypto

import struct Foundation.Data

/// Seals secrets for storage, and opens them again (AES-256-GCM, NIST SP 800-38D).
///
/// Each value is bound to what it is for, so one that was moved to another place doesn't open. The nonce is random:
/// with a key for 2^32 values, two alike are not to be feared (§8.3).
public struct SecretSealer: Sendable {
    private let source: SealingKeySource

    /// Seals with the keys of that source.
    public init(_ source: SealingKeySource) { self.source = source }

    /// Seals a secret.
    ///
    /// - Parameters:
    ///   - secret: The value in clear.
    ///   - purpose: What it is for, such as `setting/api_token`; needed to open it.
    /// - Returns: A text to store; it names the key.
    /// - Throws: ``SealError/Code/noKey``, ``SealError/Code/invalidKey`` or ``SealError/Code/unavailable``.
    public func seal(_ secret: Secret<String>, for purpose: String) throws(SealError) -> String {
        guard let key = try source.forSealing().first else { throw Self.noKey }
        return try Self.seal(secret, for: purpose, with: key)
    }

    /// Opens what ``seal(_:for:)`` made for the same purpose.
    ///
    /// - Throws: ``SealError``, among them ``SealError/Code/unknownKey`` and ``SealError/Code/damaged``.
    public func open(_ sealed: String, for purpose: String) throws(SealError) -> Secret<String> {
        try Self.open(sealed, for: purpose, with: try source.current())
    }

    /// The id of the key that a value was sealed with; nil where it is no sealed value.
    public static func keyID(of sealed: String) -> String? { (try? SealedText(sealed))?.keyID }

    static func seal(_ secret: Secret<String>, for purpose: String, with key: SealingKey) throws(SealError) -> String {
        do {
            let box = try AES.GCM.seal(
                Data(secret.exposed.utf8), using: key.symmetric, authenticating: binding(purpose, key.id))
            return SealedText(keyID: key.id, box: Array(box.nonce) + box.ciphertext + box.tag).text
        } catch {
            throw SealError(.unavailable, "the secret could not be sealed")
        }
    }

    static func open(
        _ sealed: String, for purpose: String, with keys: [SealingKey]
    ) throws(SealError) -> Secret<String> {
        let sealed = try SealedText(sealed)
        guard let key = keys.first(where: { $0.id == sealed.keyID }) else {
            guard !keys.isEmpty else { throw noKey }
            throw SealError(.unknownKey, "it was sealed with the key \(sealed.keyID), which is not there")
        }
        do {
            let box = try AES.GCM.SealedBox(combined: sealed.box)
            let bytes = try AES.GCM.open(box, using: key.symmetric, authenticating: binding(purpose, key.id))
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw CryptoKitError.authenticationFailure
            }
            return Secret(text)
        } catch {
            throw SealError(.damaged, "the stored value was changed, or was sealed for something else")
        }
    }

    private static var noKey: SealError { SealError(.noKey, "there is no sealing key") }

    private static func binding(_ purpose: String, _ keyID: String) -> Data {
        Data("soar-mcp/v1/\(keyID)/\(purpose)".utf8)
    }
}
