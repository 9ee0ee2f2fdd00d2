//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// The language of what people read on the terminal.
///
/// Names, settings, JSON and logs are the same in both.
enum Language: String, Sendable, CaseIterable {
    case english, chinese

    /// The variables that decide, the strongest first; POSIX gives the order of the last three.
    private static let variables = ["SOAR_LANG", "LC_ALL", "LC_MESSAGES", "LANG"]

    /// Takes the first of the variables that says something; Chinese where it begins with `zh`.
    init(environment: [String: String]) {
        let chosen = Self.variables.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        self = chosen?.lowercased().hasPrefix("zh") == true ? .chinese : .english
    }
}
