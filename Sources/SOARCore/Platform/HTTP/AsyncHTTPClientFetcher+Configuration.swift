//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import AsyncHTTPClient
import NIOCore

extension AsyncHTTPClientFetcher {
    /// How connections are made and kept.
    public struct Configuration: Sendable {
        /// Whom TLS connections trust.
        public var trust = TLSTrust.system
        /// How long making a connection may take, TLS included.
        public var connectTimeout: Duration = .seconds(4)
        /// How long a connection without work is kept.
        public var idleTimeout: Duration = .seconds(60)
        /// How many connections to one host there are at most.
        ///
        /// A request that finds all of them busy waits for one, no longer than ``connectTimeout``.
        public var maximumConnectionsPerHost = 64
        /// The IP addresses of host names that the system is not to be asked for; TLS still checks the name.
        public var addresses: [String: String] = [:]

        public init() {}

        var clientConfiguration: HTTPClient.Configuration {
            var configuration = HTTPClient.Configuration()
            configuration.tlsConfiguration = trust.configuration
            // A redirect would carry the credentials to wherever it points.
            configuration.redirectConfiguration = .disallow
            configuration.timeout = HTTPClient.Configuration.Timeout(connect: TimeAmount(connectTimeout))
            configuration.connectionPool = HTTPClient.Configuration.ConnectionPool(
                idleTimeout: TimeAmount(idleTimeout),
                concurrentHTTP1ConnectionsPerHostSoftLimit: maximumConnectionsPerHost)
            // Who asks decides what may be tried again; a refused connection is told at once.
            configuration.connectionPool.retryConnectionEstablishment = false
            configuration.proxy = nil
            configuration.dnsOverride = addresses
            // Bounds count the bytes that come in; a small answer must not grow here.
            configuration.decompression = .disabled
            configuration.httpVersion = .http1Only
            return configuration
        }
    }
}
