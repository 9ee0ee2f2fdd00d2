//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import Logging
public import SOARAuth
public import SOARCore
public import SOARTransport

extension TestServer {
    /// What a server is made of; every part can be replaced.
    public struct Setup: Sendable {
        public var store: any SOARStore = InMemoryStore()
        /// Where tokens are looked up; the store where nothing is said.
        public var tokens: (any TokenStore)?
        /// Where calls are recorded; the store where nothing is said.
        public var auditLog: (any AuditLog)?
        public var platform: any SOARPlatform = ScriptedPlatform()
        /// The platform of each tenant; that of the default tenant alone where nothing is said.
        public var platforms: (any PlatformSource)?
        /// Who may call; the tokens of the store where nothing is said.
        public var verifier: (any TokenVerifier)?
        public var acceptsQueryToken = true
        /// What OAuth clients are told; nothing where nothing is said.
        public var resource: ProtectedResource?
        /// Whether every playbook is a tool of its own; clients are told of changes.
        public var playbookTools = false
        /// Whether results say when a token is about to expire.
        public var expiryNotice = false
        /// What limits requests; nothing where nothing is said.
        public var requestLimits: LimitedAuthProvider.Configuration?
        /// The time that requests are counted by.
        public var limitTime: @Sendable () -> ContinuousClock.Instant = { .now }
        /// How often a tenant's callers together may start playbooks.
        public var tenantLimits: [ExecutionAllowance] = []
        /// How the SOAR tools wait for the end of what they started.
        public var waiting = ExecutionWaiting()
        /// What is offered; the SOAR tools and resources where nothing is said.
        public var server: MCPServer?
        public var endpoint = MCPEndpoint.Configuration()
        public var limits = HTTPServerLimits()
        /// With one, TLS is spoken.
        public var certificate: ServerCertificate?
        public var clock = TestClock()
        /// Whether the catalogue knows the platform's playbooks from the start.
        public var syncs = true
        /// Hears everything that happens in the server.
        public var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

        public init() {}

        /// Offers other features than the SOAR tools.
        public init(@MCPFeatureBuilder features: () throws -> [MCPFeature]) throws {
            server = try MCPServer(name: "test", version: "1.0", title: "Test", features: features)
        }
    }
}
