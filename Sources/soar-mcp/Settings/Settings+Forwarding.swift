//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore

extension Settings.Audit {
    /// Where audit records are handed on to.
    struct Forwarding: Hashable, Sendable {
        /// The fewest records that may be kept for a destination that can't be reached.
        static let minimumBacklog = 1_000

        var syslog: SyslogAddress?
        var webhook: ServerURL?
        /// What requests to the webhook are signed with.
        var webhookSecretFile: String?
        /// What goes into their header field `Authorization`.
        var webhookAuthorizationFile: String?
        /// Authorities that are trusted beside the system's.
        var authoritiesFile: String?
        /// How many records the retention keeps at most because a destination doesn't have them yet.
        var maximumBacklog = Int(AuditRetention.standardBacklog)
    }
}

extension Settings.Audit.Forwarding {
    init(_ reader: SettingsReader) throws(SettingsError) {
        syslog = try reader.value(.auditSyslog, default: nil) { text throws(SettingFault) in
            Optional(try SettingValues.syslogAddress(text.trimmingBlanks()))
        }
        webhook = try reader.value(.auditWebhook, default: nil) { text throws(SettingFault) in
            Optional(try SettingValues.webhook(text.trimmingBlanks()))
        }
        webhookSecretFile = try Self.path(.auditWebhookSecretFile, reader)
        webhookAuthorizationFile = try Self.path(.auditWebhookAuthorizationFile, reader)
        authoritiesFile = try Self.path(.auditForwardingCA, reader)
        maximumBacklog = try reader.value(.auditForwardingBacklog, default: maximumBacklog) {
            text throws(SettingFault) in
            try SettingValues.integer(
                text, in: Self.minimumBacklog...Settings.Audit.maximumRecords, unit: Message(" (records)", "（条记录）"))
        }
        let files = [
            (Setting.auditWebhookSecretFile, webhookSecretFile),
            (.auditWebhookAuthorizationFile, webhookAuthorizationFile),
        ]
        guard webhook == nil, let name = files.first(where: { $0.1 != nil })?.0.name else { return }
        throw SettingsError(
            .auditWebhook, origin: reader.origin(of: .auditWebhook),
            fault: SettingFault(
                Message("nothing is set, and \(name) needs it", "未设置，而 \(name) 需要它"),
                accepted: SettingValues.acceptedWebhook))
    }

    private static func path(_ setting: Setting, _ reader: SettingsReader) throws(SettingsError) -> String? {
        try reader.value(setting, default: nil) { text throws(SettingFault) in Optional(try SettingValues.path(text)) }
    }
}

extension SettingValues {
    static let acceptedWebhook = Message(
        "an address like https://logs.example.com/soar; http:// only for this machine",
        "形如 https://logs.example.com/soar 的地址；http:// 仅限本机")

    static func syslogAddress(_ text: String) throws(SettingFault) -> SyslogAddress {
        guard let address = SyslogAddress(text) else {
            // The text is not shown: it may hold a password.
            throw SettingFault(
                Message("the value is no address of a syslog receiver", "该值不是 syslog 接收端地址"),
                accepted: Message(
                    "tls://HOST[:6514], tcp://HOST[:601] or udp://HOST[:514], without anything behind",
                    "tls://HOST[:6514]、tcp://HOST[:601] 或 udp://HOST[:514]，其后不带任何内容"))
        }
        return address
    }

    static func webhook(_ text: String) throws(SettingFault) -> ServerURL {
        do {
            return try ServerURL(validating: text)
        } catch {
            // The text is not shown: it may hold a password.
            throw SettingFault(
                Message("the value can't be used: \(error)", "该值无法使用：\(error)"), accepted: acceptedWebhook)
        }
    }
}
