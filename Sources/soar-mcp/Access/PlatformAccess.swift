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
        try await withFetcher { fetcher in try await body(platform(settings, fetcher, logger)) }
    }

    /// Runs something with the platforms of all tenants, and closes the connections afterwards.
    ///
    /// - Parameters:
    ///   - settings: The default tenant's platform, as long as that has no connection of its own in the store.
    ///   - tenants: Knows the connections of the others.
    ///   - sealer: Opens their tokens.
    ///   - logger: Hears of what is not right.
    ///   - body: Works with them, and has a way to other settings for the default tenant's.
    /// - Returns: What the body returns.
    /// - Throws: What the body throws.
    static func withPlatforms<Value>(
        _ settings: Settings.Platform, tenants: any TenantAdministration, sealer: any SecretSealing, logger: Logger,
        _ body: (TenantPlatforms, _ change: @escaping @Sendable (Settings.Platform) -> Void) async throws -> Value
    ) async throws -> Value {
        try await withFetcher { fetcher in
            let standard = platform(settings, fetcher, logger)
            let platforms = TenantPlatforms(tenants, standard: standard) { tenant, connection throws(PlatformError) in
                let token = try token(of: connection, tenant, sealer, logger)
                var settings = Settings.Platform()
                settings.url = connection.url
                settings.token = token
                settings.verifiesCertificates = connection.verifiesCertificates
                settings.timeout = connection.timeout
                settings.labels = connection.labels
                return platform(settings, fetcher, logger)
            }
            return try await body(platforms) { platforms.change(standard: platform($0, fetcher, logger)) }
        }
    }

    /// All platforms share the connections: a pool for each host and each idea of whom to trust.
    private static func withFetcher<Value>(
        _ body: (AsyncHTTPClientFetcher) async throws -> Value
    ) async throws -> Value {
        try await AsyncHTTPClientFetcher.withFetcher { fetcher in try await body(fetcher) }
    }

    private static func platform(
        _ settings: Settings.Platform, _ fetcher: AsyncHTTPClientFetcher, _ logger: Logger
    ) -> any SOARPlatform {
        guard let url = settings.url, let token = settings.token else {
            let missing = settings.missing.map(\.name).joined(separator: ", ")
            return UnconfiguredPlatform(message: "No SOAR platform is configured: set \(missing).")
        }
        var configuration = OctoMationClient.Configuration(baseURL: url, token: token)
        configuration.labels = settings.labels
        configuration.timeout = settings.timeout
        let trusting = fetcher.trusting(settings.verifiesCertificates ? .system : .unverified)
        return OctoMationClient(configuration: configuration, http: trusting, logger: logger)
    }

    private static func token(
        of connection: PlatformConnection, _ tenant: TenantID, _ sealer: any SecretSealing, _ logger: Logger
    ) throws(PlatformError) -> Secret<String> {
        guard let sealed = connection.sealedToken else {
            throw PlatformError(
                .notConfigured, "The token for your team's SOAR platform is missing. Ask the operator.",
                cause: PlatformHint.missingToken(of: tenant))
        }
        do {
            return try sealer.open(sealed, for: PlatformConnection.tokenPurpose(of: tenant))
        } catch {
            logger.error(
                "The token of a tenant's platform can't be opened",
                metadata: ["tenant": "\(tenant)", "error": "\(CommandError(describing: error).message.english)"])
            throw PlatformError(
                .notConfigured, "The token for your team's SOAR platform can't be used. Ask the operator.",
                cause: PlatformHint.unusableToken(of: tenant, error))
        }
    }
}
