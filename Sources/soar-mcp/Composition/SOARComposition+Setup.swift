//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Logging
import SOARAuth
import SOARCore
import SOARTransport

import struct Foundation.Date

extension SOARComposition {
    /// Runs something with all the parts that the settings want, and closes their connections afterwards.
    ///
    /// - Parameters:
    ///   - settings: What is wanted.
    ///   - store: Where everything is kept.
    ///   - verifiers: What checks tokens; those of the settings where nothing is said.
    ///   - metrics: Where figures are kept; where nobody reads them, where nothing is said.
    ///   - logger: Hears of what is not right.
    ///   - context: Whose files and time count.
    ///   - body: Serves.
    /// - Returns: What the body returns.
    /// - Throws: ``CommandError`` for a part that can't work as it is set up, and what the body throws.
    static func with<Value>(
        _ settings: Settings, store: SQLiteStore,
        verifiers: [VerifierSettings]? = nil, metrics: ServerMetrics = ServerMetrics(), logger: Logger,
        in context: CommandContext, _ body: (SOARComposition) async throws -> Value
    ) async throws -> Value {
        // What somebody has built into the database is found before anybody is served.
        try await store.checkHealth()
        let clock = SteadyClock(context.now, after: await newestRecord(in: store))
        var context = context
        context.now = clock.now
        let builder = TokenVerificationBuilder(
            store: store, metrics: metrics.registry, logger: logger, context: context,
            certain: clock.certain)
        return try await builder.withVerification(verifiers ?? settings.verifiers) { verification in
            try SealerAccess.checkNamedFile(settings, in: context)
            let sealer = SealerAccess.sealer(settings, in: context)
            return try await PlatformAccess.withPlatforms(
                settings.platform, tenants: store, sealer: sealer, logger: logger
            ) { platforms, changePlatform in
                try await ForwardingAccess.withService(
                    settings.audit.forwarding, log: store, logger: logger, in: context
                ) { forwarding in
                    try await body(
                        SOARComposition(
                            settings: settings, store: store,
                            platforms: MeteringPlatformSource(platforms, factory: metrics.registry),
                            changePlatform: changePlatform,
                            verification: verification, forwarding: forwarding, metrics: metrics, logger: logger,
                            now: clock.now))
                }
            }
        }
    }

    /// When something was recorded last: a clock that is earlier has been set back, or was never set.
    private static func newestRecord(in store: some AuditLog) async -> Date? {
        var query = AuditQuery()
        query.limit = 1
        return try? await store.auditRecords(query).first?.time
    }
}
