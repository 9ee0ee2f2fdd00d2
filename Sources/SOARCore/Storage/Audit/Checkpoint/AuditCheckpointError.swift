//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Why a key or a checkpoint can't be used.
public struct AuditCheckpointError: Error, Hashable, Sendable {
    /// What is wrong.
    public enum Code: Sendable {
        /// The text is no private key of Ed25519 in PEM form.
        case noPrivateKey
        /// The text is no public key of Ed25519 in PEM form.
        case noPublicKey
        /// The text is no checkpoint.
        case malformed
        /// The checkpoint was signed with another key.
        case otherKey
        /// The checkpoint is not as it was signed.
        case badSignature
    }

    public var code: Code

    public init(_ code: Code) { self.code = code }
}
