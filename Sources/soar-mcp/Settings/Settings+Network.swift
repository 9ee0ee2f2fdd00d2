//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARTransport

extension Settings.Server {
    /// Reads how connections are protected, and who may speak for others.
    mutating func readNetwork(_ reader: SettingsReader) throws(SettingsError) {
        let certificate = try reader.value(.tlsCertificate, default: nil) { text throws(SettingFault) in
            Optional(try SettingValues.path(text))
        }
        let key = try reader.value(.tlsKey, default: nil) { text throws(SettingFault) in
            Optional(try SettingValues.path(text))
        }
        switch (certificate, key) {
        case (let certificate?, let key?): tls = CertificateFiles(certificatePath: certificate, keyPath: key)
        case (nil, nil): break
        case (_?, nil): throw Self.missing(.tlsKey, for: .tlsCertificate, reader)
        case (nil, _?): throw Self.missing(.tlsCertificate, for: .tlsKey, reader)
        }
        mcpSocket = try reader.value(.mcpSocket, default: nil) { text throws(SettingFault) in
            Optional(try SettingValues.socketPath(text))
        }
        let proxyRanges = try reader.value(.trustedProxies, default: []) { text throws(SettingFault) in
            try SettingValues.list(text, of: SettingValues.proxyRange)
        }
        self.proxyRanges = proxyRanges
        // Each range was read already.
        proxies = (try? TrustedProxies(proxyRanges)) ?? .none
    }

    /// Whether nobody on another machine can reach it.
    var isLoopback: Bool { host.hasPrefix("127.") || host == "::1" || host.lowercased() == "localhost" }

    /// The address of a port as somebody on this machine would call it.
    func localAddress(port: Int) -> String {
        // Nobody can call "all addresses"; the loopback one is among them.
        let host = ["0.0.0.0", "::"].contains(self.host) ? "127.0.0.1" : self.host
        return "\(tls == nil ? "http" : "https")://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }

    private static func missing(_ setting: Setting, for other: Setting, _ reader: SettingsReader) -> SettingsError {
        SettingsError(
            setting, origin: reader.origin(of: setting),
            fault: SettingFault(
                Message("nothing is set, and \(other.name) needs it", "未设置，而 \(other.name) 需要它"),
                accepted: Message("the path of a PEM file", "PEM 文件路径")))
    }
}

extension SettingValues {
    /// What a Unix-domain socket's address has room for, in bytes (Linux: 108 with the end, Darwin: 104).
    static let maximumSocketPath = 103

    static func path(_ text: String) throws(SettingFault) -> String {
        guard !text.utf8.contains(0), !text.hasSuffix("/") else {
            throw SettingFault(
                Message("\(SettingsError.shown(text)) is no path of a file", "\(SettingsError.shown(text)) 不是文件路径"),
                accepted: Message("the path of a file", "文件路径"))
        }
        return text
    }

    static func socketPath(_ text: String) throws(SettingFault) -> String {
        guard text.utf8.count <= maximumSocketPath, !text.utf8.contains(0), !text.hasSuffix("/") else {
            throw SettingFault(
                Message(
                    "\(SettingsError.shown(text)) is too long or no path of a file",
                    "\(SettingsError.shown(text)) 过长或不是文件路径"),
                accepted: Message("a path of up to \(maximumSocketPath) bytes", "最多 \(maximumSocketPath) 字节的路径"))
        }
        return text
    }

    static func proxyRange(_ text: String) throws(SettingFault) -> String {
        do throws(TrustedProxies.InvalidRange) {
            _ = try TrustedProxies([text])
        } catch {
            throw SettingFault(
                Message("\(SettingsError.shown(text)) is no range of addresses", "\(SettingsError.shown(text)) 不是地址范围"),
                accepted: Message(
                    "addresses or ranges like 10.0.0.0/8 or fd00::/8, or unix, separated by commas",
                    "以逗号分隔的地址或范围，如 10.0.0.0/8、fd00::/8，或 unix"))
        }
        return text
    }
}
