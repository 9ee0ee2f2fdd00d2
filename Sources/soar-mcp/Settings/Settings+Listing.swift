//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Logging
import SOARAuth
import SOARCore
import SOARTransport

extension Settings {
    /// One setting as it is shown to the operator.
    struct Line: Hashable, Sendable {
        var setting: Setting
        /// Nil for a secret, and for what is not set.
        var value: String?
        var isSet: Bool
        var origin: SettingOrigin
    }

    /// Every setting in the order of ``Setting``; no secret is among the values.
    var lines: [Line] {
        Setting.allCases.map { setting in
            let value = shownValue(of: setting)
            let isSet =
                switch setting {
                case .apiToken: platform.token != nil
                case .secretKey: sealing.keys != nil
                default: value != nil
                }
            return Line(setting: setting, value: value, isSet: isSet, origin: origins[setting] ?? .builtIn)
        }
    }

    private func shownValue(of setting: Setting) -> String? {
        switch setting {
        case .bindHost: server.host
        case .mcpPort: String(server.mcpPort)
        case .adminPort: String(server.adminPort)
        case .databaseURL: database.url
        case .apiURL: platform.url?.description
        case .apiToken, .secretKey: nil
        case .sslVerify: String(platform.verifiesCertificates)
        case .soarTimeout: String(platform.timeout.components.seconds)
        case .soarLabels: platform.labels.joined(separator: ",")
        case .syncInterval: String(platform.syncInterval.components.seconds)
        case .skipSync: String(platform.skipsSync)
        case .allowedHosts: server.allowedHosts.isEmpty ? nil : server.allowedHosts.joined(separator: ",")
        case .allowedOrigins: server.allowedOrigins.isEmpty ? nil : server.allowedOrigins.joined(separator: ",")
        case .allowQueryToken: String(server.allowsQueryToken)
        case .rateLimitPerToken: String(limits.requestsPerToken)
        case .rateLimitPerAddress: String(limits.requestsPerAddress)
        case .authFailureLimit: String(limits.authFailures)
        case .approvalLifetime: String(approvalLifetime.components.seconds)
        case .publicURL: server.publicURL?.description
        case .authorizationServers:
            server.authorizationServers.isEmpty ? nil : server.authorizationServers.joined(separator: ",")
        case .initialScopes: server.initialScopes.map(\.rawValue).joined(separator: ",")
        case .auth: verifiers.map(\.name).joined(separator: ", ")
        case .tlsCertificate: server.tls?.certificatePath
        case .tlsKey: server.tls?.keyPath
        case .mcpSocket: server.mcpSocket
        case .trustedProxies: server.proxyRanges.isEmpty ? nil : server.proxyRanges.joined(separator: ",")
        case .playbookTools: String(playbookTools)
        case .tokenExpiryNotice: String(tokenExpiryNotice)
        case .auditDurability: audit.readDurability.rawValue
        case .auditRetentionDays: String(audit.retentionDays)
        case .auditMaxRecords: String(audit.maximumRecords)
        case .auditMaxBytes: String(audit.maximumBytes)
        case .auditSyslog: audit.forwarding.syslog?.description
        case .auditWebhook: audit.forwarding.webhook?.description
        case .auditWebhookSecretFile: audit.forwarding.webhookSecretFile
        case .auditWebhookAuthorizationFile: audit.forwarding.webhookAuthorizationFile
        case .auditForwardingCA: audit.forwarding.authoritiesFile
        case .auditForwardingBacklog: String(audit.forwarding.maximumBacklog)
        case .secretKeyFile: sealing.keyFile
        case .logLevel: log.level.rawValue
        case .logFormat: log.format.rawValue
        }
    }
}
