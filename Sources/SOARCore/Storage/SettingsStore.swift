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
    func setSetting(_ name: String, to value: String?) async throws(StoreError)
}
