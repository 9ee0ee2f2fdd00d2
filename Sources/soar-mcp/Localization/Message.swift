//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// One thing to say to a person, in both languages; which one is decided where it is printed.
struct Message: Hashable, Sendable {
    var english: String
    var chinese: String

    init(_ english: String, _ chinese: String) {
        self.english = english
        self.chinese = chinese
    }

    /// A message that reads the same in both: a name, a number, a file's path.
    init(same text: String) { self.init(text, text) }

    func text(in language: Language) -> String {
        switch language {
        case .english: english
        case .chinese: chinese
        }
    }

    static func + (lhs: Message, rhs: Message) -> Message {
        Message(lhs.english + rhs.english, lhs.chinese + rhs.chinese)
    }
}
