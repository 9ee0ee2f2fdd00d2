//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport

/// Why a command could not do what it was asked for: one line for the person at the terminal.
struct CommandError: Error, Sendable {
    var message: Message

    init(_ message: Message) { self.message = message }

    /// Finds the words for any error; what nobody expected is named by its type only, without its insides.
    init(describing error: any Error) {
        switch error {
        case let error as CommandError: self = error
        case let error as SettingsError: message = error.message
        case let error as StoreError:
            message = Message(error.message, "数据库：\(error.message)")
        case let error as SealError:
            message = Message("Stored secrets: \(error.message)", "已存密文：\(error.message)")
        case let error as ImportError:
            message = Message("Nothing was imported: \(error.message)", "未导入任何内容：\(error.message)")
        case let error as PasswordFault:
            message = error.shown
        case let error as PlatformError:
            // The caller was told to ask the operator, who is here.
            if let hint = error.cause as? CommandError {
                self = hint
                return
            }
            message = Message("The platform: \(error.message)", "平台：\(error.message)")
        case let error as CertificateError:
            message = Message("TLS_CERTIFICATE, TLS_KEY: \(error.message)", "TLS_CERTIFICATE、TLS_KEY：\(error.message)")
        case let error as CatalogSyncError:
            if let hint = (error.cause as? PlatformError)?.cause as? CommandError {
                message = Message("Not synchronised: ", "同步失败：") + hint.message
                return
            }
            message = Message("Not synchronised: \(error.message)", "同步失败：\(error.message)")
        case let error as AuditCheckpointError: message = error.words
        case is CancellationError:
            message = Message("Cancelled.", "已取消。")
        default:
            message = Message("Unexpected fault: \(type(of: error)).", "意外错误：\(type(of: error))。")
        }
    }
}

extension PasswordFault {
    fileprivate var shown: Message {
        switch self {
        case .unusable: Message("That can't be a password.", "该内容不能作为密码。")
        case .unsupported:
            Message(
                "The stored password is a bcrypt hash, and this build has no libcrypt. Set a new one with: "
                    + "soar-mcp admin reset-password",
                "已存密码为 bcrypt 哈希，而此构建不含 libcrypt。请重设：soar-mcp admin reset-password")
        case .unavailable: Message("The password can't be checked right now.", "暂时无法验证密码。")
        }
    }
}
