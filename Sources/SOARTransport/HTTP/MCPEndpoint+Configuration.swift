//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import CoreMetrics
public import Crypto
public import SOARAuth
public import SOARCore

extension MCPEndpoint {
    /// Limits and names.
    public struct Configuration: Sendable {
        /// Length of a request's body in bytes; announced lengths beyond are refused before anything is read.
        public var maximumBodyBytes = 4 * 1024 * 1024
        /// Depth and number of values of a request's JSON.
        public var jsonLimits = JSONLimits()
        public var hosts = HostPolicy()
        /// Who may say for whom it speaks.
        public var proxies = TrustedProxies.none
        /// Sessions for the revisions with a handshake; nil, and every request stands alone.
        public var sessions: Sessions?
        public var streams = Streams()
        /// Seals what a call keeps between its rounds; servers that share their clients need the same one.
        ///
        /// A new one is made where none is given: then rounds don't outlive the endpoint.
        public var requestStateKey: SymmetricKey?
        /// How long a client may take from one round of a call to the next.
        public var requestStateLifetime: Duration = .seconds(600)
        /// Where requests are counted and timed.
        public var metrics: any MetricsFactory = MetricsSystem.factory

        public init() {}
    }

    /// Under which names and from whom requests are taken.
    struct Sources: Sendable {
        var hosts: HostCheck
        var proxies: TrustedProxies
    }

    /// How many sessions there may be, and how long.
    public struct Sessions: Sendable {
        /// Open at a time; `initialize` beyond is answered with 503.
        public var maximum = 1000
        /// Of these, by one caller.
        public var maximumPerCaller = 100
        /// A session that nobody has used for that long is ended.
        public var idleTime: Duration = .seconds(30 * 60)
        /// Bytes of events that one session keeps for a client that comes back for them; the oldest go first.
        ///
        /// What is still to be read is not counted out, nor the last event of a stream that nobody reads.
        public var replayBytes = 1024 * 1024

        public init() {}
    }

    /// How many streams of events there may be, and how they are kept open.
    public struct Streams: Sendable {
        /// Streams that wait for changes, at a time; beyond: 503.
        public var maximum = 10_000
        /// Of these, of one caller; beyond: 429.
        public var maximumPerCaller = 2000
        /// A comment is sent when there was nothing to send for that long, and the caller's token is checked again.
        public var keepAlive: Duration = .seconds(15)
        /// With it, a change of tokens has the tokens of open streams checked within a second.
        public var tokenChanges: TokenChanges?
        /// A client that has closed its side while it waits for a call without a stream is taken for gone after that
        /// long, from 2026-07-28 on, and the call is stopped.
        public var farewell: Duration = .seconds(5)

        public init() {}
    }
}
