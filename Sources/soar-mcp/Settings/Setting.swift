//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// The settings, by the names they have had since the predecessor.
enum Setting: String, Sendable, CaseIterable {
    case bindHost = "BIND_HOST"
    case mcpPort = "MCP_PORT"
    case adminPort = "ADMIN_PORT"
    case databaseURL = "DATABASE_URL"
    case apiURL = "API_URL"
    case apiToken = "API_TOKEN"
    case sslVerify = "SSL_VERIFY"
    case soarTimeout = "SOAR_TIMEOUT"
    case soarLabels = "SOAR_LABELS"
    case syncInterval = "SYNC_INTERVAL"
    case skipSync = "SKIP_SYNC"
    case allowedHosts = "ALLOWED_HOSTS"
    case allowedOrigins = "ALLOWED_ORIGINS"
    case allowQueryToken = "ALLOW_QUERY_TOKEN"
    case rateLimitPerToken = "RATE_LIMIT_PER_TOKEN"
    case rateLimitPerAddress = "RATE_LIMIT_PER_ADDRESS"
    case authFailureLimit = "AUTH_FAILURE_LIMIT"
    case approvalLifetime = "APPROVAL_LIFETIME"
    case publicURL = "PUBLIC_URL"
    case authorizationServers = "AUTHORIZATION_SERVERS"
    case initialScopes = "INITIAL_SCOPES"
    case auth = "AUTH"
    case tlsCertificate = "TLS_CERTIFICATE"
    case tlsKey = "TLS_KEY"
    case mcpSocket = "MCP_SOCKET"
    case trustedProxies = "TRUSTED_PROXIES"
    case playbookTools = "PLAYBOOK_TOOLS"
    case tokenExpiryNotice = "TOKEN_EXPIRY_NOTICE"
    case auditDurability = "AUDIT_DURABILITY"
    case auditRetentionDays = "AUDIT_RETENTION_DAYS"
    case auditMaxRecords = "AUDIT_MAX_RECORDS"
    case auditMaxBytes = "AUDIT_MAX_BYTES"
    case auditSyslog = "AUDIT_SYSLOG"
    case auditWebhook = "AUDIT_WEBHOOK"
    case auditWebhookSecretFile = "AUDIT_WEBHOOK_SECRET_FILE"
    case auditWebhookAuthorizationFile = "AUDIT_WEBHOOK_AUTHORIZATION_FILE"
    case auditForwardingCA = "AUDIT_FORWARDING_CA"
    case auditForwardingBacklog = "AUDIT_FORWARDING_BACKLOG"
    case secretKeyFile = "SECRET_KEY_FILE"
    case secretKey = "SECRET_KEY"
    case logLevel = "LOG_LEVEL"
    case logFormat = "LOG_FORMAT"

    /// The name in the environment, in messages and in lists.
    var name: String { rawValue }

    /// The name in a configuration file, and under which the database holds it.
    var fileKey: String { rawValue.lowercased() }

    init?(fileKey: String) {
        guard let setting = Self.allCases.first(where: { $0.fileKey == fileKey }) else { return nil }
        self = setting
    }

    /// The names it has in the environment, the strongest first.
    var environmentNames: [String] { self == .mcpPort ? [rawValue, "SSE_PORT"] : [rawValue] }

    /// Whether its value must never be shown.
    var isSecret: Bool { self == .apiToken || self == .secretKey }

    /// Whether it holds several values; a file may give them as a list.
    var isList: Bool {
        switch self {
        case .soarLabels, .allowedHosts, .allowedOrigins, .authorizationServers, .initialScopes, .trustedProxies: true
        default: false
        }
    }

    /// Whether the database can hold it: `soar-mcp config set`.
    var isStored: Bool {
        switch self {
        case .apiURL, .apiToken, .sslVerify, .soarTimeout, .soarLabels, .syncInterval: true
        default: false
        }
    }

    /// Those that the database can hold.
    static let stored = allCases.filter(\.isStored)

    /// The option that gives it on the command line, of the commands that have one.
    var option: String {
        switch self {
        case .bindHost: "--host"
        case .databaseURL: "--database"
        default: "--" + rawValue.lowercased().replacing("_", with: "-")
        }
    }
}
