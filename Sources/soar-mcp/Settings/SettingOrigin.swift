//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Where a setting's value came from.
struct SettingOrigin: Hashable, Sendable {
    /// The places that are asked, the strongest first.
    enum Place: String, Sendable, CaseIterable {
        case commandLine = "command line"
        case environment
        case environmentFile = ".env"
        case file
        case database
        case builtIn = "default"

        var message: Message {
            switch self {
            case .commandLine: Message(rawValue, "命令行")
            case .environment: Message(rawValue, "环境变量")
            case .environmentFile: Message(same: rawValue)
            case .file: Message(rawValue, "配置文件")
            case .database: Message(rawValue, "数据库")
            case .builtIn: Message(rawValue, "默认值")
            }
        }
    }

    var place: Place
    /// The name it was given under there: a variable, an option, a key; nil for a default.
    var name: String?

    static let builtIn = SettingOrigin(place: .builtIn, name: nil)
}
