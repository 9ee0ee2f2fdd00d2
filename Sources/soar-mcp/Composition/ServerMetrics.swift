//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import CoreMetrics
import Foundation
import Metrics
import SOARAuth
import SOARCore
import SOARTransport

/// The figures of one running soar-mcp, and what has to be asked for them.
struct ServerMetrics: Sendable {
    /// Tokens that end within this time count as expiring.
    static let expiryNotice: TimeInterval = 7 * 24 * 3600

    let registry: PrometheusRegistry
    private let commits: Timer
    private let records: Recorder
    private let failures: Counter

    init() {
        registry = PrometheusRegistry(describing: MetricDescription.standard)
        commits = Timer(label: "soar_mcp_audit_commit_duration_seconds", factory: registry)
        records = Recorder(label: "soar_mcp_audit_commit_records", dimensions: [], aggregate: true, factory: registry)
        failures = Counter(label: "soar_mcp_audit_commit_failures_total", factory: registry)
        registry.read("process") {
            let labels = [("version", Version.current)]
            return ProcessFigures.readings() + [
                MetricReading("soar_mcp_build_info", .gauge, [.init(labels, 1)])
            ]
        }
    }

    /// Takes note of a transaction of audit records.
    func note(_ commit: SQLiteStore.AuditCommit) {
        commits.record(duration: commit.duration)
        records.record(commit.records)
        if !commit.succeeded { failures.increment() }
    }

    /// Shows a database.
    func show(_ store: SQLiteStore, now: @escaping @Sendable () -> Date) {
        registry.read("store") {
            let figures = try await store.figures()
            let used = figures.pages - figures.unusedPages
            return [
                MetricReading(
                    "soar_mcp_sqlite_file_bytes", .gauge,
                    [
                        .init([("file", "database")], Double(figures.fileBytes)),
                        .init([("file", "wal")], Double(figures.logBytes)),
                    ]),
                MetricReading(
                    "soar_mcp_sqlite_pages", .gauge,
                    [
                        .init([("use", "used")], Double(used)),
                        .init([("use", "free")], Double(figures.unusedPages)),
                    ]),
                .gauge("soar_mcp_sqlite_page_size_bytes", Double(figures.pageBytes)),
                .gauge("soar_mcp_audit_records_waiting", Double(figures.waitingRecords)),
                .gauge("soar_mcp_store_changes_waiting", Double(figures.waitingChanges)),
            ]
        }
        registry.read("tokens") {
            let now = now()
            let counts = try await store.tokenCounts(at: now, expiringBefore: now + Self.expiryNotice)
            let states = [
                ("enabled", counts.enabled), ("disabled", counts.disabled), ("revoked", counts.revoked),
                ("expired", counts.expired),
            ]
            return [
                MetricReading(
                    "soar_mcp_tokens", .gauge, states.map { .init([("state", $0.0)], Double($0.1)) }),
                .gauge("soar_mcp_tokens_expiring", Double(counts.expiring)),
            ]
        }
    }

    /// Shows what of the platform is known here.
    func show(_ catalog: any PlaybookCatalog, _ sync: TenantSyncService) {
        registry.read("catalog") {
            var all = PlaybookFilter()
            all.onlyAvailable = false
            let entries = try await catalog.playbooks(all)
            let available = entries.count { $0.isAvailable }
            let gone = entries.count { $0.goneSince != nil }
            let states = [
                ("available", available), ("gone", gone), ("disabled", entries.count - available - gone),
            ]
            var readings = [
                MetricReading(
                    "soar_mcp_catalog_playbooks", .gauge, states.map { .init([("state", $0.0)], Double($0.1)) }),
                .gauge("soar_mcp_catalog_last_sync_success", sync.status.failing == 0 ? 1 : 0),
            ]
            if let report = sync.oldestReport {
                let began = report.startedAt.timeIntervalSince1970
                readings.append(.gauge("soar_mcp_catalog_last_sync_timestamp_seconds", began))
            }
            return readings
        }
    }

    /// Shows how far the destinations of the audit log have come.
    func show(_ forwarding: AuditForwardingService) {
        registry.read("forwarding") {
            let status = try await forwarding.status()
            func reading(
                _ name: String, _ kind: MetricDescription.Kind,
                _ value: (AuditForwardingService.Figures, AuditForwardingState) -> Int64
            ) -> MetricReading {
                MetricReading(
                    "soar_mcp_audit_forwarding_" + name, kind,
                    status.map { .init([("destination", $0.figures.destination)], Double(value($0.figures, $0.state))) }
                )
            }
            return [
                reading("up", .gauge) { figures, _ in figures.isFailing ? 0 : 1 },
                reading("backlog", .gauge) { _, state in state.backlog },
                reading("records_total", .counter) { figures, _ in Int64(figures.delivered) },
                reading("failures_total", .counter) { figures, _ in Int64(figures.failures) },
                reading("lost_total", .counter) { _, state in state.lost },
            ]
        }
    }

    /// Shows what verifiers remember.
    func show(_ verification: TokenVerification) {
        let uses = verification.parts.compactMap { part in part.cacheUse.map { (part.label, $0) } }
        registry.read("verification") {
            let used = uses.map { ([("verifier", $0.0)], $0.1()) }
            return [
                MetricReading(
                    "soar_mcp_verification_cache_hits_total", .counter, used.map { .init($0.0, Double($0.1.hits)) }),
                MetricReading(
                    "soar_mcp_verification_cache_misses_total", .counter,
                    used.map { .init($0.0, Double($0.1.misses)) }),
            ]
        }
    }

    /// Shows how many streams an endpoint has open.
    func show(_ endpoint: MCPEndpoint) {
        registry.read("streams") { [.gauge("soar_mcp_open_streams", Double(endpoint.openStreamCount))] }
    }
}
