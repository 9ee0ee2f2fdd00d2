//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Keeps settings that were changed at run time; a value is never interpreted here.
public protocol SettingsStore: Sendable {
    /// All settings that were stored.
    func settings() async throws(StoreError) -> [String: String]

    /// The stored value of a setting.
    func setting(_ name: String) async throws(StoreError) -> String?

    /// Stores a value, or takes it away where it is nil.
    ///
    /// - Parameters:
    ///   - name: Of the setting.
    ///   - value: What it is to be.
    ///   - operator: Who changes it, for the audit log, which gets both values in the same transaction; nil where no person does.
    /// - Throws: ``StoreError``.
    func setSetting(_ name: String, to value: String?, by operator: Operator?) async throws(StoreError)
}
