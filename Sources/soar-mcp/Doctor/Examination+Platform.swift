//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore

extension Examination {
    /// Whether the platform answers and takes the credentials: one call that lists playbooks.
    func platform(_ settings: Settings) async -> [Finding] {
        let missing = settings.platform.missing.map(\.name).joined(separator: ", ")
        guard missing.isEmpty else {
            return [
                .warning(
                    "platform", Message("No SOAR platform is configured.", "尚未配置 SOAR 平台。"),
                    advice: Message("Set \(missing).", "请设置 \(missing)。"))
            ]
        }
        var findings: [Finding] = []
        if !settings.platform.verifiesCertificates {
            findings.append(
                .warning(
                    "platform",
                    Message(
                        "The platform's certificate is not checked (SSL_VERIFY is off).", "未校验平台证书（SSL_VERIFY 已关闭）。"),
                    advice: Message(
                        "Whoever is in between can read the token. Turn it on where the certificate allows.",
                        "中间人可读取令牌。证书允许时请开启校验。")))
        }
        let logger = LoggingSetup.logger("soar-mcp", settings.log, in: context)
        do {
            let playbooks = try await PlatformAccess.withPlatform(settings.platform, logger: logger) { platform in
                try await platform.playbooks()
            }
            findings.append(found(playbooks, settings.platform))
        } catch {
            findings.append(
                failure(
                    "platform", error,
                    advice: Message(
                        "Check API_URL, API_TOKEN, the network, and SSL_VERIFY for a certificate of the platform's own.",
                        "请检查 API_URL、API_TOKEN、网络，以及自签名证书时的 SSL_VERIFY。")))
        }
        return findings
    }

    private func found(_ playbooks: [Playbook], _ settings: Settings.Platform) -> Finding {
        let labels = settings.labels.joined(separator: ", ")
        guard playbooks.isEmpty else {
            return .sound(
                "platform",
                Message(
                    "The platform answers and lists \(playbooks.count) playbooks with a label of: \(labels).",
                    "平台可用，列出 \(playbooks.count) 个带有标签 \(labels) 的剧本。"))
        }
        return .warning(
            "platform",
            Message(
                "The platform answers, but lists no playbook with a label of: \(labels).", "平台可用，但没有带有标签 \(labels) 的剧本。"
            ),
            advice: Message(
                "Label published playbooks on the platform, or set SOAR_LABELS.", "请在平台上为已发布剧本添加标签，或设置 SOAR_LABELS。"))
    }

    /// Whether the catalogue is there and not older than two synchronisations.
    func catalog(in store: some PlaybookCatalog, _ settings: Settings.Platform) async -> [Finding] {
        let advice = Message("Run: soar-mcp playbook sync", "请运行：soar-mcp playbook sync")
        do {
            let entries = try await store.playbooks(PlaybookFilter())
            guard let latest = entries.map(\.syncedAt).max() else {
                return [
                    .warning(
                        "catalogue", Message("No playbook can be called yet.", "尚无可调用的剧本。"), advice: advice)
                ]
            }
            let age = context.now().timeIntervalSince(latest)
            let message = Message(
                "\(entries.count) playbooks can be called, last synchronised \(Timestamp.text(latest)).",
                "\(entries.count) 个剧本可调用，最后同步于 \(Timestamp.text(latest))。")
            let isOld = age > 2 * Double(settings.syncInterval.components.seconds)
            return [isOld ? .warning("catalogue", message, advice: advice) : .sound("catalogue", message)]
        } catch {
            return [failure("catalogue", error, advice: advice)]
        }
    }
}
