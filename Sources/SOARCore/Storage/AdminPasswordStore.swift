//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import struct Foundation.Date

/// Keeps the hash of the password that opens the administration.
public protocol AdminPasswordStore: Sendable {
    /// The password's hash; nil where none was set.
    func adminPassword() async throws(StoreError) -> StoredAdminPassword?

    /// Sets the password's hash.
    ///
    /// - Parameters:
    ///   - password: What is to be kept.
    ///   - old: The hash that it takes the place of, where only that one is to be replaced.
    ///   - operator: Who sets another password, for the audit log, which gets a record in the same transaction; nil for a
    ///     new hash of the same password.
    /// - Returns: Whether it was set; not where another hash than `old` is there by now.
    /// - Throws: ``StoreError``.
    func setAdminPassword(
        _ password: StoredAdminPassword, replacing old: PasswordHash?, by operator: Operator?
    ) async throws(StoreError) -> Bool
}

/// The hash of the password that opens the administration.
public struct StoredAdminPassword: Hashable, Sendable {
    public var hash: PasswordHash
    /// When the password was set; whoever logged in before with another one has to do so again.
    ///
    /// A new hash of the same password is no change.
    public var changedAt: Date

    public init(hash: PasswordHash, changedAt: Date) {
        self.hash = hash
        self.changedAt = changedAt
    }
}
