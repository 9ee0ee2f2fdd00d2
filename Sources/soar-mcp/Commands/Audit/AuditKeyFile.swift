//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore

/// Keys for checkpoints, in files.
enum AuditKeyFile {
    private static let maximumBytes = 4096
    /// Read and write for the owner, nothing for others.
    private static let mode: mode_t = 0o600

    /// Where the public key of a private one lies.
    static func publicPath(of path: String) -> String { path + ".pub" }

    /// Makes a new key: the private one in a file that only its owner can read, the public one beside it.
    ///
    /// - Throws: ``CommandError`` where there is such a file already, or none can be made.
    static func create(at path: String) throws -> AuditPublicKey {
        let key = AuditSigningKey()
        try PrivateFile.create(at: path, Data(key.pem.exposed.utf8), mode: mode)
        try PrivateFile.create(at: publicPath(of: path), Data(key.publicKey.pem.utf8), mode: 0o644)
        return key.publicKey
    }

    static func signingKey(at path: String) throws -> AuditSigningKey {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
            let mode = attributes[.posixPermissions] as? Int, mode & 0o077 == 0
        else {
            guard FileManager.default.fileExists(atPath: path) else {
                throw CommandError(BoundedFile.Fault.missing.message(path: path))
            }
            throw CommandError(
                Message(
                    "\(path) can be read or written by others. Run: chmod 600 \(path)",
                    "\(path) 可被他人读写。请执行：chmod 600 \(path)"))
        }
        return try AuditSigningKey(pem: Secret(text(at: path)))
    }

    static func publicKey(at path: String) throws -> AuditPublicKey { try AuditPublicKey(pem: text(at: path)) }

    private static func text(at path: String) throws -> String {
        do throws(BoundedFile.Fault) {
            return try BoundedFile.text(at: path, maximumBytes: maximumBytes)
        } catch {
            throw CommandError(error.message(path: path))
        }
    }
}
