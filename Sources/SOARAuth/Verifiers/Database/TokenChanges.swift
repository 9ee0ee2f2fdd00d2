//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore

/// Tells whether tokens, or what they may do, have changed: at once for a change in this process, within a bound for
/// others.
public struct TokenChanges: Sendable {
    private let watch: RevisionWatch

    /// Watches the tokens of a store, which is asked no more often than that.
    public init(_ store: any TokenStore, maximumStaleness: Duration = .milliseconds(500)) {
        watch = RevisionWatch(
            changes: store.tokenChanges, maximumStaleness: maximumStaleness,
            revision: { () async throws(StoreError) in try await store.tokenRevision() })
    }

    /// Two equal states mean that nothing changed in between; nil where that can't be told now.
    package func state() async -> RevisionWatch.State? {
        do throws(StoreError) { return try await watch.current() } catch { return nil }
    }
}
