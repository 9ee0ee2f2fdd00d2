//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension Settings {
    /// What stored secrets are sealed with.
    struct Sealing: Sendable {
        /// Keys from the environment or a file of settings; the first seals.
        var keys: [SealingKey]?
        /// The file that was named.
        var keyFile: String?
    }
}

extension Settings.Sealing {
    init(_ reader: SettingsReader) throws(SettingsError) {
        keys = try reader.value(.secretKey, default: nil, SettingValues.sealingKeys)
        keyFile = try reader.value(.secretKeyFile, default: nil) { text throws(SettingFault) in text }
        guard keys == nil || keyFile == nil else {
            throw SettingsError(
                .secretKey, origin: reader.origin(of: .secretKey),
                fault: SettingFault(
                    Message("SECRET_KEY_FILE is set too", "同时设置了 SECRET_KEY_FILE"),
                    accepted: Message("one of the two", "二者之一")))
        }
    }
}

extension SettingValues {
    /// The text is not shown: it is the key.
    static func sealingKeys(_ text: String) throws(SettingFault) -> [SealingKey] {
        do {
            return try SealingKeySource.keys(in: text)
        } catch {
            throw SettingFault(
                Message("the value is no sealing key", "该值不是有效密钥"),
                accepted: Message(
                    "32 random bytes as base64 or as 64 hexadecimal digits (openssl rand -base64 32); several with commas",
                    "32 个随机字节，base64 或 64 位十六进制（openssl rand -base64 32）；多个以逗号分隔"))
        }
    }
}
