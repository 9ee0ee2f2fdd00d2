//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore

public import struct Foundation.Date

/// What an AI client can do with a SOAR platform: five tools and three resources, under the names that clients of the
/// predecessor know, and templates and prompts beside them.
///
/// ``PlaybookTools`` adds a tool for each playbook.
public struct SOARFeatures: Sendable {
    let catalog: any PlaybookCatalog
    let executions: any ExecutionStore
    let platforms: any PlatformSource
    let now: @Sendable () -> Date
    /// How calls wait for the end of what they started.
    public var waiting = ExecutionWaiting()
    /// How often a tenant's callers together may start playbooks; asked for every run.
    public var tenantLimits: @Sendable (TenantID) async throws(StoreError) -> [ExecutionAllowance] = { _ in [] }
    /// Where it is kept who asked for whose approval; without it, playbooks that need one can't be started.
    public var approvals: (any ApprovalStore)?
    /// How long an approval can be given and used, from the request on.
    public var approvalLifetime: Duration = .seconds(3600)
    let slots = ExecutionSlots()
    let listings = PlaybookListings()

    /// Takes what the tools work on.
    ///
    /// - Parameters:
    ///   - catalog: The known playbooks.
    ///   - executions: What was started here.
    ///   - platforms: Where the playbooks of each tenant run.
    ///   - now: The time that answers bear.
    public init(
        catalog: any PlaybookCatalog, executions: any ExecutionStore, platforms: any PlatformSource,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.catalog = catalog
        self.executions = executions
        self.platforms = platforms
        self.now = now
    }

    /// Takes what the tools of a single team work on: callers of other tenants are told that they have no platform.
    public init(
        catalog: any PlaybookCatalog, executions: any ExecutionStore, platform: any SOARPlatform,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.init(catalog: catalog, executions: executions, platforms: SinglePlatform(platform), now: now)
    }

    /// In the order in which a model uses them.
    public var tools: [Tool] {
        [listPlaybooksTool, playbookParametersTool, executePlaybookTool, executionStatusTool, executionResultTool]
    }

    /// What can be read without a call.
    public var resources: [Resource] {
        [applicationsResource, playbooksResource, executionsResource]
    }

    /// What can be read of one playbook or one execution.
    ///
    /// - Throws: ``MCPRegistrationError``, though the templates are sound.
    public var templates: [ResourceTemplate] {
        get throws(MCPRegistrationError) { [try playbookTemplate(), try executionTemplate()] }
    }

    /// Stories that a person can pick.
    public var prompts: [Prompt] {
        [investigateAddressPrompt, runPlaybookPrompt, explainExecutionPrompt]
    }

    /// How to use it all, for a model.
    public static let instructions = """
        Run the security playbooks of a SOAR platform. List them, query the parameters of the one that fits, execute \
        it, then query its status until it is final, and its result. Executing changes the real world (blocks \
        addresses, isolates hosts): ask the user first. \
        运行 SOAR 平台的安全剧本：先列出剧本，查询参数，再执行；随后查询状态直至结束，最后读取结果。执行会影响真实环境，请先征得用户同意。
        """
}
