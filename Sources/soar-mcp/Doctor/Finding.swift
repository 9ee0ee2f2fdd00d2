//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// What one examination found.
struct Finding: Sendable {
    /// How serious it is.
    enum Grade: String, Sendable {
        case sound, warning, failed

        var mark: String {
            switch self {
            case .sound: "✓"
            case .warning: "!"
            case .failed: "✗"
            }
        }
    }

    /// What was examined, for programs.
    var subject: String
    var grade: Grade
    var message: Message
    /// What to do about it.
    var advice: Message?

    static func sound(_ subject: String, _ message: Message) -> Finding {
        Finding(subject: subject, grade: .sound, message: message)
    }

    static func warning(_ subject: String, _ message: Message, advice: Message) -> Finding {
        Finding(subject: subject, grade: .warning, message: message, advice: advice)
    }

    static func failed(_ subject: String, _ message: Message, advice: Message) -> Finding {
        Finding(subject: subject, grade: .failed, message: message, advice: advice)
    }

    /// The line for the terminal, and one more with the advice.
    func lines(in language: Language) -> [String] {
        let first = "\(grade.mark) " + PlainText.escaped(message.text(in: language))
        guard let advice else { return [first] }
        return [first, "    → " + PlainText.escaped(advice.text(in: language))]
    }

    func json(in language: Language) -> JSONValue {
        [
            "subject": .string(subject), "grade": .string(grade.rawValue),
            "message": .string(message.text(in: language)), "advice": JSONValue(advice?.text(in: language)),
        ]
    }
}
