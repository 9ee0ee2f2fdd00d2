//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// The values of one run that its playbook declares to be passwords: they are nobody's business but the platform's.
struct PasswordValues {
    /// A message may be cut in the middle of a password; that much of its beginning gives it away.
    private static let telltaleLength = 6

    private let telltales: [String]

    init(_ values: JSONObject, _ parameters: [PlaybookParameter]) {
        telltales = parameters.filter(\.isPassword).compactMap { values[$0.name] }.flatMap { value in
            let text = value.stringValue ?? value.text()
            let quoted = String(JSONValue.string(text).text().dropFirst().dropLast())
            return [text, quoted].map { String($0.prefix(Self.telltaleLength)) }.filter { !$0.isEmpty }
        }
    }

    /// The error without the platform's words where they repeat a password.
    func hidden(in error: PlatformError) -> PlatformError {
        guard telltales.contains(where: { error.message.contains($0) }) else { return error }
        return PlatformError(
            error.code,
            "The platform's message is left out, for it repeats a password. The playbook may have been started: "
                + "look at the platform before you try again.", platformCode: error.platformCode)
    }
}

extension PlaybookParameter {
    /// Whether its values must not be shown.
    var isPassword: Bool { type.uppercased() == "PASSWORD" }
}
