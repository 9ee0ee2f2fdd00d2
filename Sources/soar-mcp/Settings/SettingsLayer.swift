//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Configuration

/// What one place says about the settings, as text; what is empty there counts as not said.
struct SettingsLayer: Sendable {
    let place: SettingOrigin.Place
    private(set) var values: [Setting: String] = [:]
    private(set) var names: [Setting: String] = [:]

    init(_ place: SettingOrigin.Place) { self.place = place }

    /// Takes over a value that was given under a name.
    mutating func set(_ setting: Setting, to value: String, named name: String) {
        guard !value.isEmpty else { return }
        values[setting] = value
        names[setting] = name
    }

    /// Only names that are settings are taken; all other variables belong to other programs.
    init(_ place: SettingOrigin.Place, variables: [String: String]) {
        self.init(place)
        for setting in Setting.allCases {
            for name in setting.environmentNames.reversed() {
                if let value = variables[name] { set(setting, to: value, named: name) }
            }
        }
    }

    init(commandLine: [Setting: String]) {
        self.init(.commandLine)
        for (setting, value) in commandLine { set(setting, to: value, named: setting.option) }
    }

    /// Takes what the database holds, of the settings that it can.
    init(stored: [String: String]) {
        self.init(.database)
        for setting in Setting.allCases where setting.isStored {
            if let value = stored[setting.fileKey] { set(setting, to: value, named: setting.fileKey) }
        }
    }

    /// The layer as a provider of swift-configuration, secrets marked.
    var provider: any ConfigProvider {
        switch place {
        case .environment, .environmentFile:
            EnvironmentVariablesProvider(
                environmentVariables: Dictionary(uniqueKeysWithValues: values.map { ($0.name, $1) }),
                secretsSpecifier: .specific(Set(Setting.allCases.filter(\.isSecret).map(\.name))))
        default:
            InMemoryProvider(
                name: place.rawValue,
                values: Dictionary(
                    uniqueKeysWithValues: values.map { setting, value in
                        (setting.key, ConfigValue(.string(value), isSecret: setting.isSecret))
                    }))
        }
    }
}

extension Setting {
    /// The key under which swift-configuration looks it up in every provider.
    var key: AbsoluteConfigKey { AbsoluteConfigKey([fileKey]) }
}
