//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// The hash of a password, as text that says how it was made.
///
/// New ones are scrypt, `$scrypt$ln=15,r=8,p=3$` and salt and hash in base64 without padding. Those of the predecessor
/// are bcrypt; they are checked where the package is built with the trait `SystemCrypt`.
public struct PasswordHash: Hashable, Sendable {
    enum Scheme: Hashable {
        case scrypt(ScryptHash)
        case bcrypt(BcryptHash)
    }

    /// Bytes of a password at most; a longer one is no password's.
    public static let maximumPasswordBytes = 1024

    /// The hash as it is stored.
    public let text: String
    let scheme: Scheme

    /// Takes a stored hash; nil where it is of no known form, or would take too long to check.
    public init?(_ text: String) {
        if let scrypt = ScryptHash(text) {
            scheme = .scrypt(scrypt)
        } else if let bcrypt = BcryptHash(text) {
            scheme = .bcrypt(bcrypt)
        } else {
            return nil
        }
        self.text = text
    }

    /// Hashes a new password: takes a quarter of a second and 32 MiB, so keep it off threads that others wait for.
    ///
    /// - Throws: ``PasswordFault``.
    public init(of password: Secret<String>) throws(PasswordFault) {
        let scrypt = try ScryptHash(of: try Self.bytes(password))
        scheme = .scrypt(scrypt)
        text = scrypt.text
    }

    /// Whether it is the hash of that password; as slow as making one.
    ///
    /// - Throws: ``PasswordFault/unsupported`` for a bcrypt hash where there is no libcrypt.
    public func matches(_ password: Secret<String>) throws(PasswordFault) -> Bool {
        guard let bytes = try? Self.bytes(password) else { return false }
        switch scheme {
        case .scrypt(let scrypt): return try scrypt.matches(bytes)
        case .bcrypt(let bcrypt): return try bcrypt.matches(bytes)
        }
    }

    /// Whether a new hash of the same password would be better than this one.
    public var isOutdated: Bool {
        if case .scrypt(let scrypt) = scheme { scrypt.cost != .standard } else { true }
    }

    private static func bytes(_ password: Secret<String>) throws(PasswordFault) -> [UInt8] {
        let bytes = Array(password.exposed.utf8)
        // Libcrypt ends a password at a NUL, and then two passwords would be one.
        guard !bytes.isEmpty, bytes.count <= maximumPasswordBytes, !bytes.contains(0) else { throw .unusable }
        return bytes
    }
}

extension PasswordHash: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String {
        switch scheme {
        case .scrypt: "PasswordHash(scrypt)"
        case .bcrypt: "PasswordHash(bcrypt)"
        }
    }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// Why a password could not be hashed or checked.
public enum PasswordFault: Error, Hashable, Sendable {
    /// It is empty, too long, or holds a NUL.
    case unusable
    /// This build has no libcrypt to check such a hash with.
    case unsupported
    /// There was no memory for it.
    case unavailable
}
