//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Configuration
import Synchronization

/// Reads settings from all places in order, and remembers where each value was found.
struct SettingsReader {
    private let layers: [SettingsLayer]
    private let config: ConfigReader
    private let record = LookupRecord()

    /// Makes a reader.
    ///
    /// - Parameter layers: The strongest first; at least one.
    init(_ layers: [SettingsLayer]) {
        let layers = layers.isEmpty ? [SettingsLayer(.commandLine)] : layers
        self.layers = layers
        config = ConfigReader(providers: layers.map(\.provider), accessReporter: record)
    }

    /// The setting's text; nil where no place says anything.
    func text(_ setting: Setting) -> String? {
        config.string(forKey: ConfigKey([setting.fileKey]), isSecret: setting.isSecret)
    }

    /// Where the value that was read last came from.
    func origin(of setting: Setting) -> SettingOrigin {
        guard let index = record.provider(of: setting.fileKey), layers.indices.contains(index) else { return .builtIn }
        return SettingOrigin(place: layers[index].place, name: layers[index].names[setting])
    }

    /// The setting's value, or the default where no place says anything.
    ///
    /// - Throws: ``SettingsError`` naming the setting, the fault, and what is accepted.
    func value<Value>(
        _ setting: Setting, default fallback: Value, _ parse: (String) throws(SettingFault) -> Value
    ) throws(SettingsError) -> Value {
        guard let text = text(setting) else { return fallback }
        do {
            return try parse(text)
        } catch {
            throw SettingsError(setting, origin: origin(of: setting), fault: error)
        }
    }
}

/// Which provider answered for which key.
private final class LookupRecord: AccessReporter {
    private let providers = Mutex<[String: Int]>([:])

    func report(_ event: AccessEvent) {
        guard let key = event.metadata.key.components.first,
            case .success(let answer) = event.providerResults.last?.result
        else { return }
        // Providers are asked in order and the first one with a value ends the search.
        let index = answer.value == nil ? nil : event.providerResults.count - 1
        providers.withLock { $0[key] = index }
    }

    func provider(of key: String) -> Int? { providers.withLock { $0[key] } }
}
