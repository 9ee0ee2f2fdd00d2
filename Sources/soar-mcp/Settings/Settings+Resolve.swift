//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Logging
import SOARAuth
import SOARCore

extension Settings {
    /// The longest time between two synchronisations, in seconds: 30 days.
    static let maximumSyncInterval = 30 * 24 * 3600
    /// The most days before the end of a token from which on it is spoken of.
    static let maximumExpiryNotice = 365
    /// The longest time for one call of the platform, in seconds.
    static let maximumTimeout = 300
    /// The shortest time between two synchronisations, in seconds.
    static let minimumSyncInterval = Int(CatalogSyncService.Configuration.minimumInterval.components.seconds)

    /// Between a minute and a week, in seconds.
    static let approvalLifetimes = 60...7 * 24 * 3600

    /// Reads and checks every setting.
    ///
    /// - Parameter layers: What each place says, the strongest first.
    /// - Throws: ``SettingsError`` for the first value that can't be used.
    init(_ layers: [SettingsLayer]) throws(SettingsError) {
        let reader = SettingsReader(layers)
        database = try reader.value(.databaseURL, default: database) { text throws(SettingFault) in
            try DatabaseLocation(url: text)
        }
        server = try Server(reader)
        platform = try Platform(reader)
        sealing = try Sealing(reader)
        limits = try Limits(reader)
        approvalLifetime = try reader.value(.approvalLifetime, default: approvalLifetime) { text throws(SettingFault) in
            try SettingValues.seconds(text, in: Self.approvalLifetimes)
        }
        verifiers = try reader.value(.auth, default: verifiers, VerifierSettings.list)
        playbookTools = try reader.value(.playbookTools, default: playbookTools, SettingValues.flag)
        tokenExpiryNotice = try reader.value(.tokenExpiryNotice, default: tokenExpiryNotice) {
            text throws(SettingFault) in
            try SettingValues.integer(text, in: 0...Settings.maximumExpiryNotice, unit: Message(" (days)", "（天）"))
        }
        audit = try Audit(reader)
        log.level = try reader.value(.logLevel, default: log.level) { text throws(SettingFault) in
            try SettingValues.choice(text, of: Logger.Level.self)
        }
        log.format = try reader.value(.logFormat, default: log.format) { text throws(SettingFault) in
            try SettingValues.choice(text, of: LogFormat.self)
        }
        for setting in Setting.allCases { origins[setting] = reader.origin(of: setting) }
    }
}

extension Settings.Server {
    fileprivate init(_ reader: SettingsReader) throws(SettingsError) {
        host = try reader.value(.bindHost, default: host, SettingValues.host)
        mcpPort = try reader.value(.mcpPort, default: mcpPort, SettingValues.port)
        adminPort = try reader.value(.adminPort, default: mcpPort == 0 ? 0 : mcpPort + 1, SettingValues.port)
        allowedHosts = try reader.value(.allowedHosts, default: []) { text throws(SettingFault) in
            try SettingValues.list(text, of: SettingValues.hostHeader)
        }
        allowedOrigins = try reader.value(.allowedOrigins, default: []) { text throws(SettingFault) in
            try SettingValues.list(text, of: SettingValues.origin)
        }
        allowsQueryToken = try reader.value(.allowQueryToken, default: true, SettingValues.flag)
        try checkPorts(reader)
        publicURL = try reader.value(.publicURL, default: nil) { text throws(SettingFault) in
            try SettingValues.secureURL(text.trimmingBlanks())
        }
        authorizationServers = try reader.value(.authorizationServers, default: []) { text throws(SettingFault) in
            try SettingValues.list(text) { text throws(SettingFault) in try SettingValues.secureURL(text).description }
        }
        initialScopes = try reader.value(.initialScopes, default: initialScopes) { text throws(SettingFault) in
            try SettingValues.list(text, of: SettingValues.scope).map(Scope.init(rawValue:))
        }
        resource = try protectedResource(reader)
        try readNetwork(reader)
    }

    private func checkPorts(_ reader: SettingsReader) throws(SettingsError) {
        let problem: Message
        if adminPort > 65535 {
            problem = Message("there is no port after \(mcpPort)", "端口 \(mcpPort) 之后没有可用端口")
        } else if adminPort == mcpPort, adminPort != 0 {
            problem = Message("\(adminPort) is the port of MCP already", "\(adminPort) 已用作 MCP 端口")
        } else {
            return
        }
        let fault = SettingFault(
            problem, accepted: Message("a port from 0 to 65535 other than MCP_PORT", "0 到 65535 之间、与 MCP_PORT 不同的端口"))
        throw SettingsError(.adminPort, origin: reader.origin(of: .adminPort), fault: fault)
    }
}

extension Settings.Limits {
    /// The largest number of requests in a minute.
    static let maximumRate = 1_000_000

    fileprivate init(_ reader: SettingsReader) throws(SettingsError) {
        func rate(_ setting: Setting, _ standard: Int) throws(SettingsError) -> Int {
            try reader.value(setting, default: standard) { text throws(SettingFault) in
                try SettingValues.integer(
                    text, in: 0...Self.maximumRate, unit: Message(" (per minute; 0: no limit)", "（每分钟；0 为不限）"))
            }
        }
        requestsPerToken = try rate(.rateLimitPerToken, requestsPerToken)
        requestsPerAddress = try rate(.rateLimitPerAddress, requestsPerAddress)
        authFailures = try rate(.authFailureLimit, authFailures)
    }
}

extension Settings.Platform {
    fileprivate init(_ reader: SettingsReader) throws(SettingsError) {
        url = try reader.value(.apiURL, default: nil, SettingValues.platformURL)
        token = try reader.value(.apiToken, default: nil, SettingValues.secret)
        verifiesCertificates = try reader.value(.sslVerify, default: true, SettingValues.flag)
        timeout = try reader.value(.soarTimeout, default: timeout) { text throws(SettingFault) in
            try SettingValues.seconds(text, in: 1...Settings.maximumTimeout)
        }
        labels = try reader.value(.soarLabels, default: labels) { text throws(SettingFault) in
            try SettingValues.list(text, of: SettingValues.label)
        }
        syncInterval = try reader.value(.syncInterval, default: syncInterval) { text throws(SettingFault) in
            try SettingValues.seconds(text, in: Settings.minimumSyncInterval...Settings.maximumSyncInterval)
        }
        skipsSync = try reader.value(.skipSync, default: false, SettingValues.flag)
    }
}
