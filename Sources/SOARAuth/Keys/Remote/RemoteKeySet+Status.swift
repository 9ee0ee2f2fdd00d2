//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import struct Foundation.Date

extension RemoteKeySet {
    /// How a key set stands, for `doctor` and for metrics.
    public struct Status: Sendable {
        /// A fetch that brought nothing.
        public struct Failure: Hashable, Sendable {
            public var time: Date
            /// Text for the operator.
            public var reason: String
        }

        /// When the set in use came; nil where there is none yet.
        public var lastSuccess: Date?
        /// The last failure, also when it went well since.
        public var lastFailure: Failure?
        /// Failures since the last success.
        public var failuresInARow: Int
        /// Keys in use; 0 where the last good set is too old to be believed.
        public var keyCount: Int
        /// Keys of the last good set that can't be used.
        public var skipped: [JSONWebKeySet.Skipped]
        /// When the next fetch is due; nil before the first one.
        public var nextFetch: Date?
    }
}
