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
            message = Message("The database: \(error.message)", "数据库：\(error.message)")
        case let error as PlatformError:
            message = Message("The platform: \(error.message)", "平台：\(error.message)")
        case let error as CertificateError:
            message = Message("TLS: \(error.message)", "TLS：\(error.message)")
        case let error as CatalogSyncError:
            message = Message("Not synchronised: \(error.message)", "同步失败：\(error.message)")
        case is CancellationError:
            message = Message("Cancelled.", "已取消。")
        default:
            message = Message("Unexpected fault: \(type(of: error)).", "意外错误：\(type(of: error))。")
        }
    }
}
