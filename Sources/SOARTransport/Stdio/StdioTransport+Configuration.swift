//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import Crypto
public import SOARCore

extension StdioTransport {
    /// What a client may cost, and how long it is waited for.
    public struct Configuration: Sendable {
        /// Length of a line in bytes; of a longer one nothing is kept, and it is answered with an error.
        public var maximumLineBytes = 4 * 1024 * 1024
        /// Depth and number of values of a line's JSON.
        public var jsonLimits = JSONLimits()
        /// Requests that are answered at a time; the next line then waits.
        public var maximumCalls = 64
        /// How long a line waits; then its request is refused, so that what is behind it is heard.
        public var patience: Duration = .seconds(1)
        /// Subscriptions that are open at a time; `subscriptions/listen` beyond is refused.
        public var maximumSubscriptions = 64
        /// How often the token is checked while a subscription has nothing to tell.
        public var checkInterval: Duration = .seconds(15)
        /// How long calls that are under way may take once there is no more input.
        public var finishTime: Duration = .seconds(5)
        /// Seals what a call keeps between its rounds; a new one is made where none is given.
        public var requestStateKey: SymmetricKey?
        /// How long a client may take from one round of a call to the next.
        public var requestStateLifetime: Duration = .seconds(600)

        public init() {}
    }
}
