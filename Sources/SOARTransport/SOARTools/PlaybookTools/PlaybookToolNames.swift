//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// Tool names for playbooks: made from what people call them, sound, unique, and never another playbook's by accident.
enum PlaybookToolNames {
    private static let start = "playbook_"
    /// Bytes of a tool's name (MCP server, "Tools").
    private static let maximumLength = 64
    /// Bytes of `_` and a 64-bit number.
    private static let idLength = 21

    /// The name of every playbook.
    ///
    /// Playbooks that would share a name all get their ids appended, so that none is called for the other when one of
    /// them goes. What is not written in ASCII has no name but its id.
    static func names(of playbooks: [Playbook]) -> [PlaybookID: String] {
        var names: [PlaybookID: String] = [:]
        for playbook in playbooks { names[playbook.id] = start + (word(playbook.displayName) ?? "\(playbook.id)") }
        for id in shared(names) {
            names[id] = names[id].map { "\($0.prefix(maximumLength - idLength))_\(id)" }
        }
        // No word is all digits, so nothing else has these names.
        for id in shared(names) { names[id] = "\(start)\(id)" }
        return names
    }

    /// The name in lower case, with `_` for what can't stand in it; nil where too little would be left of it.
    private static func word(_ name: String) -> String? {
        var word = ""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "0"..."9", "a"..."z", ".", "-": word.unicodeScalars.append(scalar)
            case "A"..."Z": word += scalar.properties.lowercaseMapping
            default:
                guard scalar.isASCII || !scalar.isWritten else { return nil }
                if !word.isEmpty, word.last != "_" { word += "_" }
            }
            guard word.utf8.count < maximumLength - start.utf8.count else { break }
        }
        while word.last == "_" { word.removeLast() }
        return word.contains { ("a"..."z").contains($0) } ? word : nil
    }

    private static func shared(_ names: [PlaybookID: String]) -> [PlaybookID] {
        Dictionary(grouping: names.keys) { names[$0] ?? "" }.values.filter { $0.count > 1 }.flatMap(\.self)
    }
}

extension Unicode.Scalar {
    /// Letters, digits and the marks on them: what a name loses its meaning without.
    fileprivate var isWritten: Bool {
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber, .privateUse, .unassigned:
            true
        default: false
        }
    }
}
