//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension Examination {
    /// Tenants whose platforms are asked at most; that many calls take a while already.
    static let maximumTenants = 100
    /// Platforms that are asked at the same time.
    static let maximumAtOnce = 8

    /// The tenants that there are, or why that can't be told.
    struct Tenants {
        var all: [Tenant] = []
        var findings: [Finding] = []

        var standard: Tenant? { all.first { $0.id == .default } }
    }

    func tenants(in store: (some TenantAdministration)?) async -> Tenants {
        guard let store else { return Tenants() }
        do {
            return Tenants(all: try await store.tenants())
        } catch {
            return Tenants(findings: [
                failure("tenants", error, advice: Message("Check the database.", "请检查数据库。"))
            ])
        }
    }

    /// Whether the platform of every tenant that has its own answers and takes the credentials, one line each.
    func platforms(of tenants: [Tenant], _ settings: Settings, _ store: some SOARStore) async -> [Finding] {
        let wanted = tenants.filter { $0.state == .enabled && ($0.id != .default || $0.platform != nil) }
        let asked = wanted.prefix(Self.maximumTenants)
        guard !asked.isEmpty else { return [] }
        let logger = LoggingSetup.logger("soar-mcp", settings.log, in: context)
        var findings: [Finding]
        do {
            findings = try await PlatformAccess.withPlatforms(
                settings.platform, tenants: store, sealer: SealerAccess.sealer(settings, in: context), logger: logger
            ) { platforms, _ in
                try await asked.mapAtOnce(Self.maximumAtOnce) { await finding($0, platforms) }
            }
        } catch {
            findings = [failure("tenants", error, advice: Message("Check the platforms.", "请检查各平台。"))]
        }
        if wanted.count > asked.count {
            findings.append(
                .warning(
                    "tenants",
                    Message(
                        "Only \(asked.count) of \(wanted.count) tenants' platforms were asked.",
                        "仅检查了 \(wanted.count) 个租户平台中的 \(asked.count) 个。"),
                    advice: Message(
                        "The server's log and its metrics tell of the others.", "其余租户请查看服务日志与指标。")))
        }
        return findings
    }

    private func finding(_ tenant: Tenant, _ platforms: TenantPlatforms) async -> Finding {
        let id = tenant.id
        guard let connection = tenant.platform else {
            return .warning(
                "tenants", Message("Tenant \(id) has no platform.", "租户 \(id) 尚无平台。"),
                advice: Message(
                    "Run: soar-mcp tenant set \(id) --platform-url URL --platform-token-stdin",
                    "请运行：soar-mcp tenant set \(id) --platform-url 地址 --platform-token-stdin"))
        }
        do throws(PlatformError) {
            let count = try await platforms.platform(for: id).playbooks().count
            let labels = connection.labels.joined(separator: ", ")
            let message = Message(
                "The platform of tenant \(id) answers and lists \(count) playbooks with a label of: \(labels).",
                "租户 \(id) 的平台可用，列出 \(count) 个带有标签 \(labels) 的剧本。")
            guard count == 0 else { return .sound("tenants", message) }
            return .warning(
                "tenants", message,
                advice: Message(
                    "Label published playbooks on that platform, or run: soar-mcp tenant set \(id) --label LABEL",
                    "请在该平台上为已发布剧本添加标签，或运行：soar-mcp tenant set \(id) --label 标签"))
        } catch {
            return .failed(
                "tenants",
                Message("The platform of tenant \(id): ", "租户 \(id) 的平台：") + words(error),
                advice: Message(
                    "Check its address, its token and the key for sealed values: soar-mcp tenant show \(id)",
                    "请检查其地址、令牌与封存密钥：soar-mcp tenant show \(id)"))
        }
    }
}

extension Examination {
    /// What the operator is told, where that is other than what a caller is told.
    private func words(_ error: PlatformError) -> Message {
        (error.cause as? CommandError)?.message ?? Message(same: error.message)
    }
}

extension Collection where Element: Sendable {
    /// The results of an operation on each, in order; so many at a time.
    fileprivate func mapAtOnce<Value: Sendable>(
        _ width: Int, _ operation: @escaping @Sendable (Element) async -> Value
    ) async throws -> [Value] {
        try await withThrowingTaskGroup(of: (Int, Value).self) { tasks in
            var results: [Int: Value] = [:]
            for (number, element) in enumerated() {
                if number >= width, let (done, value) = try await tasks.next() { results[done] = value }
                tasks.addTask { (number, await operation(element)) }
            }
            for try await (done, value) in tasks { results[done] = value }
            return results.sorted { $0.key < $1.key }.map(\.value)
        }
    }
}
