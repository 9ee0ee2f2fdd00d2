//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Logging
import SOARCore

/// Makes the connection to the platform for a command.
enum PlatformAccess {
    /// Runs something with the platform that the settings name, and closes the connections afterwards.
    ///
    /// - Throws: What the body throws; calls fail with `PlatformError/Code/notConfigured` where a setting is missing.
    static func withPlatform<Value>(
        _ settings: Settings.Platform, logger: Logger, _ body: (any SOARPlatform) async throws -> Value
    ) async throws -> Value {
        guard let url = settings.url, let token = settings.token else {
            let missing = settings.missing.map(\.name).joined(separator: ", ")
            return try await body(UnconfiguredPlatform(message: "No SOAR platform is configured: set \(missing)."))
        }
        var transport = AsyncHTTPClientFetcher.Configuration()
        transport.trust = settings.verifiesCertificates ? .system : .unverified
        var configuration = OctoMationClient.Configuration(baseURL: url, token: token)
        configuration.labels = settings.labels
        configuration.timeout = settings.timeout
        return try await AsyncHTTPClientFetcher.withFetcher(transport) { [configuration] fetcher in
            try await body(OctoMationClient(configuration: configuration, http: fetcher, logger: logger))
        }
    }
}
