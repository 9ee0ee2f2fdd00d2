//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import NIOPosix

/// The password that opens the administration: the one place that sets and checks it.
///
/// The slow part runs on threads for blocking work, of which there are few: so many passwords at a time, no more.
public struct AdminPassword: Sendable {
    /// Characters that a new password has at least.
    public static let minimumLength = 12

    private let store: any AdminPasswordStore

    public init(_ store: any AdminPasswordStore) { self.store = store }

    /// Whether somebody has set one.
    public func isSet() async throws(StoreError) -> Bool { try await store.adminPassword() != nil }

    /// Sets a new password.
    ///
    /// - Parameters:
    ///   - password: The new one.
    ///   - operator: Who sets it, and when; the audit log says so.
    /// - Throws: ``PasswordFault/unusable`` for one that is too short or too long, ``StoreError``.
    public func set(_ password: Secret<String>, by operator: Operator) async throws {
        guard password.exposed.count >= Self.minimumLength else { throw PasswordFault.unusable }
        let hash = try await Self.work { () throws(PasswordFault) in try PasswordHash(of: password) }
        _ = try await store.setAdminPassword(
            StoredAdminPassword(hash: hash, changedAt: `operator`.time), replacing: nil, by: `operator`)
    }

    /// Whether it is the password; where it is and its hash is an old one, a new hash takes its place.
    ///
    /// It takes as long where no password is set.
    ///
    /// - Throws: ``StoreError`` where that can't be told, ``PasswordFault``.
    public func check(_ password: Secret<String>) async throws -> Bool {
        guard let stored = try await store.adminPassword() else {
            _ = try? await Self.work { () throws(PasswordFault) in try PasswordHash(of: password) }
            return false
        }
        let isRight = try await Self.work { () throws(PasswordFault) in try stored.hash.matches(password) }
        guard isRight, stored.hash.isOutdated else { return isRight }
        let better = try await Self.work { () throws(PasswordFault) in try PasswordHash(of: password) }
        // Not over a password that somebody has set meanwhile. If it can't be written, the next check tries again.
        _ = try? await store.setAdminPassword(
            StoredAdminPassword(hash: better, changedAt: stored.changedAt), replacing: stored.hash, by: nil)
        return true
    }

    private static func work<Value: Sendable>(
        _ body: @escaping @Sendable () throws(PasswordFault) -> Value
    ) async throws -> Value {
        try await NIOThreadPool.singleton.runIfActive { try body() }
    }
}
