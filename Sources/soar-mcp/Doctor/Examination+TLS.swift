//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARTransport

extension Examination {
    /// Whether the certificate can be shown to clients, for how long, and who can read its key.
    func certificate(_ server: Settings.Server) -> [Finding] {
        guard let files = server.tls else { return withoutTLS(server) }
        let here = CertificateFiles(
            certificatePath: context.absolutePath(files.certificatePath), keyPath: context.absolutePath(files.keyPath))
        let expiry: Date
        do throws(CertificateError) {
            expiry = try ServerCertificate(here, now: context.now).expiresAt
        } catch {
            return [
                failure(
                    "tls", error,
                    advice: Message(
                        "Set TLS_CERTIFICATE and TLS_KEY to a valid certificate and its key, both PEM.",
                        "请将 TLS_CERTIFICATE 与 TLS_KEY 设为有效证书及其私钥（PEM）。"))
            ]
        }
        return [validity(until: expiry)] + keyMode(here.keyPath)
    }

    private func withoutTLS(_ server: Settings.Server) -> [Finding] {
        guard !server.isLoopback else { return [] }
        return [
            .warning(
                "tls",
                Message(
                    "\(server.host) can be reached from other machines, without TLS.",
                    "\(server.host) 可被其他主机访问，且未启用 TLS。"),
                advice: Message(
                    "Set TLS_CERTIFICATE and TLS_KEY, or BIND_HOST to 127.0.0.1 with a proxy in front.",
                    "请设置 TLS_CERTIFICATE 与 TLS_KEY，或将 BIND_HOST 设为 127.0.0.1 并在前端使用代理。"))
        ]
    }

    private func validity(until expiry: Date) -> Finding {
        let text = Timestamp.text(expiry)
        let message = Message("The TLS certificate is valid until \(text).", "TLS 证书有效期至 \(text)。")
        let isEnding = expiry.timeIntervalSince(context.now()) < Double(Self.expiryWarningDays) * 86400
        return isEnding
            ? .warning("tls", message, advice: Message("Replace both files in time.", "请及时更换两个文件。"))
            : .sound("tls", message)
    }

    private func keyMode(_ path: String) -> [Finding] {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue, mode & 0o007 != 0 else { return [] }
        return [
            .failed(
                "tls",
                Message(
                    "Everybody on this machine can use the TLS key \(path) (mode \(String(mode, radix: 8))).",
                    "本机所有用户均可使用 TLS 私钥 \(path)（权限 \(String(mode, radix: 8))）。"),
                advice: Message("Run: chmod 600 \(path)", "请运行：chmod 600 \(path)"))
        ]
    }
}
