//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import CoreMetrics
public import SOARCore
import Synchronization

/// What a server offers: its name, its tools, resources and prompts.
///
/// It knows nothing of HTTP. What is offered may change while it is served; whoever listens is told.
public final class MCPServer: Sendable {
    /// How it answers.
    public struct Configuration: Sendable {
        /// Entries on one page of a list.
        public var pageSize = 100
        /// How long a client may keep a list, in milliseconds, though it is told of changes that it listens for.
        public var listLifetime: Int64 = 60_000
        /// Whether what handlers pass to ``CallContext/log(_:_:logger:)`` is sent to clients.
        ///
        /// Logging is deprecated since 2026-07-28, so a server that doesn't need it leaves it alone.
        public var sendsLogMessages = false
        /// Whether the structured content of every result is held against its tool's output schema.
        ///
        /// What breaks it is logged and kept back: the client was promised something else (MCP server, "Output Schema").
        /// Without this it is only looked whether there is any.
        public var checksResults = true
        /// Tells clients in their results that their tokens are about to expire; nil tells them nothing.
        public var expiryNotice: ExpiryNotice?
        /// What a handler may cost.
        public var handlers = HandlerLimits()
        /// Where calls of tools are counted and timed.
        public var metrics: any MetricsFactory = MetricsSystem.factory

        public init() {}
    }

    public let implementation: Implementation
    /// How to use it all, for a model.
    public let instructions: String?
    public let configuration: Configuration
    let providers: [any ToolProvider]
    let changes = ChangeHub()
    let runner: HandlerRunner
    /// What is known of the tools that providers have.
    let providedTools = ProvidedTools()
    /// Counts the calls of what is no tool.
    let unknownTools = ToolMeter("unknown")
    private let current: Mutex<MCPOffers>

    /// Makes a server.
    ///
    /// - Parameters:
    ///   - name: For programs.
    ///   - version: Of the server, not of the protocol.
    ///   - title: The name that people read.
    ///   - instructions: How to use it all, for a model.
    ///   - configuration: How it answers.
    ///   - providers: Further tools, after the others, that depend on the caller.
    ///   - features: Its tools, resources, resource templates and prompts.
    /// - Throws: ``MCPRegistrationError`` for one that breaks the protocol's rules.
    public convenience init(
        name: String, version: String, title: String? = nil, instructions: String? = nil,
        configuration: Configuration = Configuration(), providers: [any ToolProvider] = [],
        @MCPFeatureBuilder features: () throws -> [MCPFeature]
    ) throws {
        try self.init(
            Implementation(name: name, version: version, title: title), instructions: instructions,
            configuration: configuration, providers: providers, features: features)
    }

    /// Makes a server that says more about itself.
    ///
    /// - Throws: ``MCPRegistrationError`` for a feature that breaks the protocol's rules.
    public init(
        _ implementation: Implementation, instructions: String? = nil, configuration: Configuration = Configuration(),
        providers: [any ToolProvider] = [], @MCPFeatureBuilder features: () throws -> [MCPFeature]
    ) throws {
        self.implementation = implementation
        self.instructions = instructions
        self.configuration = configuration
        self.providers = providers
        runner = HandlerRunner(configuration.handlers)
        current = Mutex(try MCPOffers(try features(), hasProviders: !providers.isEmpty))
    }

    /// What is offered now.
    var offers: MCPOffers { current.withLock(\.self) }

    /// Offers more, at the end of the lists, and tells whoever listens.
    ///
    /// - Throws: ``MCPRegistrationError`` for a feature that breaks the protocol's rules; then none is added.
    public func add(@MCPFeatureBuilder _ features: () throws -> [MCPFeature]) throws {
        let features = try features()
        try change { offers throws(MCPRegistrationError) in try offers.adding(features) }
        for feature in features { changes.post(feature.change) }
    }

    /// Offers a tool no longer; false where there is none of that name.
    @discardableResult
    public func removeTool(named name: String) -> Bool {
        guard offers.tool(named: name) != nil else { return false }
        return remove(.tools) { offers throws(MCPRegistrationError) in try offers.removing(tool: name) }
    }

    /// Offers a resource no longer; false where there is none at that URI.
    @discardableResult
    public func removeResource(at uri: String) -> Bool {
        guard offers.resource(at: uri) != nil else { return false }
        return remove(.resources) { offers throws(MCPRegistrationError) in try offers.removing(resource: uri) }
    }

    /// Offers a resource template no longer; false where there is none like it.
    @discardableResult
    public func removeResourceTemplate(_ uriTemplate: String) -> Bool {
        guard offers.templates.contains(where: { $0.uriTemplate.description == uriTemplate }) else { return false }
        return remove(.resources) { offers throws(MCPRegistrationError) in try offers.removing(template: uriTemplate) }
    }

    /// Offers a prompt no longer; false where there is none of that name.
    @discardableResult
    public func removePrompt(named name: String) -> Bool {
        guard offers.prompt(named: name) != nil else { return false }
        return remove(.prompts) { offers throws(MCPRegistrationError) in try offers.removing(prompt: name) }
    }

    /// Tells whoever subscribed to it that a resource has other contents now.
    ///
    /// - Parameters:
    ///   - uri: The resource.
    ///   - tenant: Whose callers see the change; nil for all.
    public func resourceUpdated(_ uri: String, tenant: TenantID? = nil) {
        changes.post(.resource(uri), tenant: tenant)
    }

    /// Tells whoever listens that the list of tools is another one: for ``ToolProvider``s.
    ///
    /// - Parameter tenant: Whose callers see the change; nil for all.
    public func toolsChanged(tenant: TenantID? = nil) { changes.post(.tools, tenant: tenant) }

    private func remove(_ kind: MCPChange, _ body: (MCPOffers) throws(MCPRegistrationError) -> MCPOffers) -> Bool {
        do throws(MCPRegistrationError) {
            try change(body)
        } catch {
            return false
        }
        changes.post(kind)
        return true
    }

    private func change(
        _ body: (MCPOffers) throws(MCPRegistrationError) -> MCPOffers
    ) throws(MCPRegistrationError) {
        try current.withLock { offers throws(MCPRegistrationError) in offers = try body(offers) }
    }
}

extension MCPFeature {
    fileprivate var change: MCPChange {
        switch self {
        case .tool: .tools
        case .resource, .template: .resources
        case .prompt: .prompts
        }
    }
}
