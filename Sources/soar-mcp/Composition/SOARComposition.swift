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
    let store: any SOARStore
    let platforms: any PlatformSource
    let catalog: CachedPlaybookCatalog
    let sync: TenantSyncService
    let verification: TokenVerification
    let audit: AuditTrail
    let logger: Logger
    let now: @Sendable () -> Date

    init(
        settings: Settings, store: any SOARStore, platforms: any PlatformSource, verification: TokenVerification,
        logger: Logger, now: @escaping @Sendable () -> Date
    ) {
        self.settings = settings
        self.store = store
        self.platforms = platforms
        catalog = CachedPlaybookCatalog(store)
        self.logger = logger
        self.now = now
        var configuration = CatalogSyncService.Configuration()
        configuration.interval = settings.platform.syncInterval
        configuration.skipsFirst = settings.platform.skipsSync
        sync = TenantSyncService(
            store, platforms: platforms, catalog: store, configuration: configuration, logger: logger, now: now)
        self.verification = verification
        audit = AuditTrail(store, now: now)
    }

    /// The tools, resources and prompts of the platform.
    func mcpServer() throws -> MCPServer {
        let features = SOARFeatures(catalog: catalog, executions: store, platforms: platforms, now: now)
        return try MCPServer(
            name: "SOAR MCP Server", version: Version.current, title: "SOAR playbooks",
            instructions: SOARFeatures.instructions,
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

    /// Runs something that serves, and writes down afterwards what was only taken in.
    func flushingRecords(_ body: () async throws -> Void) async throws {
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await body()) } catch { outcome = .failure(error) }
        do {
            try await audit.flush()
        } catch {
            logger.error("Records of refusals could not be written", metadata: ["error": "\(error)"])
        }
        try outcome.get()
    }
}
