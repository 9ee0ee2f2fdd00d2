//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import struct Foundation.Date

/// What one synchronisation brought.
public struct SyncReport: Hashable, Sendable {
    /// A playbook whose parameters could not be asked for; what was known of them is kept.
    public struct Failure: Hashable, Sendable {
        public var playbook: PlaybookID
        /// Why, for the operator.
        public var message: String

        public init(playbook: PlaybookID, message: String) {
            self.playbook = playbook
            self.message = message
        }
    }

    /// When it began.
    public var startedAt: Date
    public var duration: Duration
    /// How many playbooks the platform listed.
    public var listed: Int
    /// What became different in the catalogue.
    public var change: CatalogChange
    /// Ordered by id.
    public var failures: [Failure]

    public init(
        startedAt: Date, duration: Duration, listed: Int, change: CatalogChange, failures: [Failure] = []
    ) {
        self.startedAt = startedAt
        self.duration = duration
        self.listed = listed
        self.change = change
        self.failures = failures
    }
}
