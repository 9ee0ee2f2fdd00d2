//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore

extension RemoteKeySet {
    /// How long keys are believed, and how often their server is asked.
    public struct Configuration: Sendable {
        /// What a `max-age` below is raised to.
        public var minimumLifetime: Duration = .seconds(60)
        /// What a `max-age` above is lowered to.
        public var maximumLifetime: Duration = .seconds(24 * 60 * 60)
        /// How long a set counts as fresh where its server does not say.
        public var defaultLifetime: Duration = .seconds(10 * 60)
        /// At most one fetch in this time is owed to tokens whose key is not in the set; a further such token has to wait
        /// for the rest of it, for its key may have come since.
        public var unknownKeyCoolDown: Duration = .seconds(5)
        /// How long after the last success the last good set is still believed.
        public var maximumOutage: Duration = .seconds(24 * 60 * 60)
        /// How long to wait after a first failure; each further one doubles it.
        public var firstRetry: Duration = .seconds(1)
        /// What no wait after a failure is longer than.
        public var longestRetry: Duration = .seconds(60)
        /// How long a call waits for a fetch that another one makes.
        public var maximumWait: Duration = .seconds(6)
        /// How long all of a fetch may take, an issuer's metadata included.
        public var loadTimeout: Duration = .seconds(5)
        /// Whether keys may come from private and link-local networks.
        public var allowsPrivateAddresses = false
        /// Whom TLS connections to the server trust.
        public var trust = TLSTrust.system
        /// The algorithm of keys that don't say theirs and suit it; nil for the usual one of their type.
        public var algorithm: JWSAlgorithm?

        public init() {}

        var fetching: DocumentFetcher.Configuration {
            var fetching = DocumentFetcher.Configuration()
            fetching.allowsPrivateAddresses = allowsPrivateAddresses
            fetching.trust = trust
            return fetching
        }

        /// How long a set is fresh, in seconds.
        func lifetime(_ stated: Duration?) -> Double {
            min(max(stated ?? defaultLifetime, minimumLifetime), maximumLifetime) / .seconds(1)
        }

        /// How long to wait after that many failures in a row, in seconds.
        func retryPause(failures: Int) -> Double {
            let doublings = Double(1 << min(max(failures - 1, 0), 20))
            return min(firstRetry / .seconds(1) * doublings, longestRetry / .seconds(1))
        }
    }
}
