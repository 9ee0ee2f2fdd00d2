//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Logging
import SOARAuth
import SOARCore
import SOARTransport

import struct Foundation.Date

/// What is the same however clients come: what is offered, who may call, what is written down.
struct SOARComposition: Sendable {
    let settings: Settings
    let store: SQLiteStore
    let platforms: any PlatformSource
    /// Gives the default tenant's platform other settings.
    let changePlatform: @Sendable (Settings.Platform) -> Void
    let catalog: CachedPlaybookCatalog
    let sync: TenantSyncService
    let verification: TokenVerification
    let audit: AuditTrail
    /// Takes old audit records out.
    let retention: AuditRetentionService
    /// When tokens are spoken of that are about to expire.
    let expiryNotice: ExpiryNotice
    /// Hands the audit log on; only a server with ports runs it.
    let forwarding: AuditForwardingService
    let metrics: ServerMetrics
    let logger: Logger
    let now: @Sendable () -> Date

    init(
        settings: Settings, store: SQLiteStore, platforms: any PlatformSource,
        changePlatform: @escaping @Sendable (Settings.Platform) -> Void, verification: TokenVerification,
        forwarding: AuditForwardingService, metrics: ServerMetrics, logger: Logger, now: @escaping @Sendable () -> Date
    ) {
        self.settings = settings
        self.store = store
        self.platforms = platforms
        self.changePlatform = changePlatform
        catalog = CachedPlaybookCatalog(store)
        self.logger = logger
        self.now = now
        var configuration = CatalogSyncService.Configuration()
        configuration.interval = settings.platform.syncInterval
        configuration.skipsFirst = settings.platform.skipsSync
        sync = TenantSyncService(
            store, platforms: platforms, catalog: store, configuration: configuration, logger: logger, now: now)
        self.verification = verification
        self.metrics = metrics
        audit = AuditTrail(
            store, readDurability: settings.audit.readDurability,
            observe: { [usage = verification.usage] in usage.note($0) }, now: now)
        retention = AuditRetentionService(store, retention: settings.audit.retention, logger: logger, now: now)
        expiryNotice = ExpiryNotice(days: settings.tokenExpiryNotice)
        self.forwarding = forwarding
        metrics.show(catalog, sync)
        metrics.show(verification)
        metrics.show(forwarding)
    }

    /// The tools, resources and prompts of the platform.
    func mcpServer() throws -> MCPServer {
        var configuration = MCPServer.Configuration()
        configuration.expiryNotice = expiryNotice
        configuration.metrics = metrics.registry
        // What these tools answer is held against their schemas by the tests; each call need not pay for that again.
        configuration.checksResults = false
        var features = SOARFeatures(catalog: catalog, executions: store, platforms: platforms, now: now)
        features.tenantLimits = { [store] tenant throws(StoreError) in
            try await store.tenant(tenant)?.executionLimits ?? []
        }
        features.approvals = store
        features.approvalLifetime = settings.approvalLifetime
        return try MCPServer(
            name: "SOAR MCP Server", version: Version.current, title: "SOAR playbooks",
            instructions: SOARFeatures.instructions, configuration: configuration,
            providers: settings.playbookTools ? [PlaybookTools(features)] : []
        ) {
            features.tools
            features.resources
            try features.templates
            features.prompts
        }
    }

    /// Tells the server's clients when the catalogue has changed.
    func watch(_ server: MCPServer) -> CatalogWatch {
        CatalogWatch(catalog, server: server, providesTools: settings.playbookTools)
    }

    /// Puts other settings in force, of those that a running server can change.
    func adopt(_ settings: Settings) {
        changePlatform(settings.platform)
        retention.change(to: settings.audit.retention)
        expiryNotice.change(days: settings.tokenExpiryNotice)
    }

    /// Speaks of verifiers that can't check tokens.
    var verifierCheck: VerifierCheck {
        VerifierCheck(settings: settings, verification: verification, logger: logger)
    }

    /// Speaks of tokens that are about to expire.
    var expiryWatch: TokenExpiryWatch {
        TokenExpiryWatch(store: store, notice: expiryNotice, logger: logger, now: now)
    }

    /// Runs something that serves, and writes down afterwards what was only taken in.
    ///
    /// - Throws: What the body throws, and ``CommandError`` where acknowledged refusals are lost.
    func flushingRecords(_ body: () async throws -> Void) async throws {
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await body()) } catch { outcome = .failure(error) }
        do {
            try await audit.flush()
        } catch {
            logger.error("Records of refusals could not be written", metadata: ["error": "\(error)"])
            try outcome.get()
            throw CommandError(
                Message("Audit records of refused requests are lost. ", "被拒请求的审计记录已丢失。")
                    + CommandError(describing: error).message)
        }
        try outcome.get()
    }
}
