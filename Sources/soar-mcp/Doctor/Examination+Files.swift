//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation

extension Examination {
    /// Files that hold the platform's token must be their owner's alone.
    func fileModes(_ settings: Settings) -> [Finding] {
        let candidates: [(SettingOrigin.Place, String?)] = [
            (.environmentFile, EnvironmentFile.name), (.file, options.config),
        ]
        return candidates.compactMap { place, path in
            guard settings.origins[.apiToken]?.place == place, let path else { return nil }
            return fileMode(context.absolutePath(path))
        }
    }

    /// Whether the key file that is named can be used: without it the server doesn't start.
    func sealingKey(_ settings: Settings) -> [Finding] {
        guard let file = settings.sealing.keyFile else { return [] }
        do throws(CommandError) {
            try SealerAccess.checkNamedFile(settings, in: context)
            return [.sound("secrets", Message("The key file \(file) can be used.", "密钥文件 \(file) 可用。"))]
        } catch {
            let name = Setting.secretKeyFile.name
            return [
                failure(
                    "secrets", error,
                    advice: Message(
                        "Correct \(name) or the file; a server doesn't start without it.",
                        "请更正 \(name) 或该文件；否则服务器无法启动。"))
            ]
        }
    }

    private func fileMode(_ path: String) -> Finding? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue else { return nil }
        guard mode & 0o077 != 0 else {
            return .sound(
                "files", Message("\(path) belongs to its owner alone.", "\(path) 仅其所有者可访问。"))
        }
        return .failed(
            "files",
            Message(
                "\(path) holds the platform's token, and others can read it (mode \(String(mode, radix: 8))).",
                "\(path) 含有平台令牌，但他人可读（权限 \(String(mode, radix: 8))）。"),
            advice: Message("Run: chmod 600 \(path)", "请运行：chmod 600 \(path)"))
    }
}
