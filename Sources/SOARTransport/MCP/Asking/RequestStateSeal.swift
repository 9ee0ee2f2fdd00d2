//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

package import Crypto
package import SOARCore

package import struct Foundation.Date

/// Seals what a request has come to, so that the client can carry it to the next try and only carry it
/// (MCP 2026-07-28, "Multi Round-Trip Requests": `requestState` is input from an attacker).
///
/// The text is Base64url of a version byte and AES-GCM's nonce, ciphertext and tag. The ``Binding`` is authenticated
/// with it and not in it: whoever brings a text back must be the same caller with the same request. One key is good for
/// 2^32 texts, as nonces are random (NIST SP 800-38D §8.3).
package struct RequestStateSeal: Sendable {
    private static let version: UInt8 = 1
    /// A text that is dated further ahead than this was not sealed under the clock of today.
    static let clockSkew: Duration = .seconds(60)
    /// The key counts for this purpose alone, whatever else it may be used for.
    private static let purpose = Array("soar-mcp requestState 1".utf8)

    private let key: SymmetricKey
    private let lifetime: Duration
    private let maximumBytes: Int

    /// Makes a seal.
    ///
    /// - Parameters:
    ///   - key: At least 128 bits. Servers that answer for one another share it; without one a new one is made, and what
    ///     was given out is worth nothing after a restart.
    ///   - lifetime: How long a text is taken.
    ///   - maximumBytes: The longest text that is given out or looked at.
    package init(
        key: SymmetricKey? = nil, lifetime: Duration = .seconds(600),
        maximumBytes: Int = 64 * 1024
    ) {
        let key = key ?? SymmetricKey(size: .bits256)
        precondition(key.bitCount >= 128, "A key to seal with has at least 128 bits.")
        self.key = HKDF<SHA256>.deriveKey(inputKeyMaterial: key, info: Self.purpose, outputByteCount: 32)
        self.lifetime = lifetime
        self.maximumBytes = maximumBytes
    }

    /// Makes a seal from a secret of at least 16 bytes, as a configuration holds it.
    package init(secret: [UInt8], lifetime: Duration = .seconds(600), maximumBytes: Int = 64 * 1024) {
        self.init(key: SymmetricKey(data: secret), lifetime: lifetime, maximumBytes: maximumBytes)
    }

    /// Seals a state for one caller's request.
    ///
    /// - Throws: ``RequestStateError/unsealable(_:)`` for a state that ``open(_:for:now:)`` would not take.
    package func seal(
        _ state: JSONValue, for binding: Binding, now: Date
    ) throws(RequestStateError) -> String {
        let ticket = Ticket(expiresAt: now.addingTimeInterval(lifetime / .seconds(1)))
        let plaintext = Contents(ticket: ticket, issuedAt: now, state: state).encoded
        // What can't be opened is found out now, not after a person has answered.
        guard Contents(plaintext) != nil else { throw .unsealable("The state is too deep or too long to be read.") }
        guard let box = try? AES.GCM.seal(plaintext, using: key, authenticating: authenticated(binding)),
            let sealed = box.combined
        else { throw .unsealable("The state could not be encrypted.") }
        let text = Base64URL.encode([Self.version] + sealed)
        guard text.utf8.count <= maximumBytes else {
            throw .unsealable("The state makes \(text.utf8.count) bytes; \(maximumBytes) are allowed.")
        }
        return text
    }

    /// Opens what a client brought back.
    ///
    /// The ticket is yet to be claimed where a state may be used once (``UsedTickets``).
    ///
    /// - Throws: ``RequestStateError`` `invalid`, `expired` or `tooLarge`.
    package func open(
        _ text: String, for binding: Binding, now: Date
    ) throws(RequestStateError) -> (state: JSONValue, ticket: Ticket) {
        guard text.utf8.count <= maximumBytes else { throw .tooLarge(limit: maximumBytes) }
        guard let bytes = Base64URL.decode(text), bytes.first == Self.version,
            let box = try? AES.GCM.SealedBox(combined: bytes.dropFirst()),
            let plaintext = try? AES.GCM.open(box, using: key, authenticating: authenticated(binding)),
            let contents = Contents(Array(plaintext))
        else { throw .invalid }
        let latestIssue = now.addingTimeInterval(Self.clockSkew / .seconds(1))
        guard now < contents.ticket.expiresAt, contents.issuedAt <= latestIssue else { throw .expired }
        return (contents.state, contents.ticket)
    }

    private func authenticated(_ binding: Binding) -> [UInt8] { [Self.version] + binding.bytes }
}
