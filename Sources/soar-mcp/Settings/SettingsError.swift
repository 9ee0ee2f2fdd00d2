//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// What is wrong with a value, before it is known whose it is.
struct SettingFault: Error, Hashable, Sendable {
    /// For example "is not a whole number"; follows the value or, for a secret, "the value".
    var problem: Message
    var accepted: Message

    init(_ problem: Message, accepted: Message) {
        self.problem = problem
        self.accepted = accepted
    }
}

/// A setting that can't be used; one line that names it, the fault, and what is accepted.
struct SettingsError: Error, Hashable, Sendable {
    var message: Message

    /// How many bytes of a value are shown.
    static let maximumValueBytes = 64

    init(_ message: Message) { self.message = message }

    init(_ setting: Setting, origin: SettingOrigin, fault: SettingFault) {
        let name = setting.name
        // The name it was given under helps only where it is another one.
        let written = origin.name.map { $0 == name ? "" : " \($0)" } ?? ""
        message = Message(
            "\(name) (\(origin.place.message.english)\(written)): \(fault.problem.english); "
                + "accepted: \(fault.accepted.english)",
            "\(name)（\(origin.place.message.chinese)\(written)）：\(fault.problem.chinese)；"
                + "可接受：\(fault.accepted.chinese)")
    }

    /// A value as it may be shown: harmless and short.
    static func shown(_ value: String) -> String {
        "\"" + PlainText.escaped(PlainText.bounded(value, maximumBytes: maximumValueBytes), quotes: true) + "\""
    }
}
