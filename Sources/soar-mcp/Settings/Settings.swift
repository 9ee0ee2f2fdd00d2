//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Logging
import SOARAuth
import SOARCore
import SOARTransport

/// Every setting, checked, with where it came from.
struct Settings: Sendable {
    /// What listens where.
    struct Server: Hashable, Sendable {
        var host = "127.0.0.1"
        /// 0 asks for any free port.
        var mcpPort = 12345
        /// 0 asks for any free port.
        var adminPort = 12346
        /// Names beside the loopback ones that requests may be addressed to.
        var allowedHosts: [String] = []
        /// Web pages' origins that may call.
        var allowedOrigins: [String] = []
        /// Whether an API token may come in the address (`?token=`).
        var allowsQueryToken = true
        /// The address of MCP as clients have it; nil where nobody said.
        var publicURL: SecureURL?
        /// Issuers that clients can get a token from.
        var authorizationServers: [String] = []
        /// What a client without a valid token is told to ask for.
        var initialScopes = Scope.all.filter(Scope.standard.contains)
        /// The certificate that both ports show; nil where they speak plain HTTP.
        var tls: CertificateFiles?
        /// The Unix-domain socket on which MCP is served beside its port.
        var mcpSocket: String?
        /// The peers that may say for whom they speak.
        var proxyRanges: [String] = []
        var proxies = TrustedProxies.none
        /// What OAuth clients are told; nil where there is no authorization server.
        var resource: ProtectedResource?
    }

    /// The SOAR platform and how it is asked.
    struct Platform: Sendable {
        var url: PlatformURL?
        var token: Secret<String>?
        var verifiesCertificates = true
        var timeout: Duration = .seconds(30)
        /// Playbooks with one of these labels are taken over.
        var labels = ["MCP"]
        var syncInterval: Duration = .seconds(14400)
        /// Whether the catalogue is left as it is.
        var skipsSync = false

        /// Which of the two settings without which no call is possible are missing.
        var missing: [Setting] { (url == nil ? [.apiURL] : []) + (token == nil ? [.apiToken] : []) }
    }

    /// How many requests are let through in a minute; 0 for any number.
    struct Limits: Hashable, Sendable {
        var requestsPerToken = 0
        var requestsPerAddress = 0
        /// Tries with bad tokens from one address.
        var authFailures = 300
    }

    /// What is written to standard error.
    struct Log: Hashable, Sendable {
        var level = Logger.Level.info
        var format = LogFormat.text
    }

    var server = Server()
    var platform = Platform()
    var limits = Limits()
    /// How long an approval can be given and used.
    var approvalLifetime: Duration = .seconds(3600)
    var log = Log()
    var database = DatabaseLocation.standard
    /// Whether every playbook is a tool of its own, beside the generic ones.
    var playbookTools = false
    /// Days before the end of a token from which on clients, logs and lists speak of it; 0 for never.
    var tokenExpiryNotice = ExpiryNotice.standardDays
    var audit = Audit()
    /// What stored secrets are sealed with.
    var sealing = Sealing()
    /// What checks tokens, in the order in which it is asked.
    var verifiers: [VerifierSettings] = [.database]
    /// Where each setting's value came from.
    var origins: [Setting: SettingOrigin] = [:]
}
