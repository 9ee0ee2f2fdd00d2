//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// A property of Unicode that `\p{…}` names: a general category, or one of a few others.
enum PatternProperty: Hashable, Sendable {
    case categories([Unicode.GeneralCategory])
    case any, ascii, alphabetic, whiteSpace, uppercase, lowercase, ideographic, emoji

    /// The property of that name; nil where it is not served.
    init?(name: String) {
        let name = name.hasPrefix("General_Category=") ? String(name.dropFirst(17)) : name
        let short = name.hasPrefix("gc=") ? String(name.dropFirst(3)) : name
        if let categories = Self.categories(named: short) {
            self = .categories(categories)
            return
        }
        switch name {
        case "Any": self = .any
        case "ASCII": self = .ascii
        case "Alphabetic", "Alpha": self = .alphabetic
        case "White_Space", "space": self = .whiteSpace
        case "Uppercase", "Upper": self = .uppercase
        case "Lowercase", "Lower": self = .lowercase
        case "Ideographic", "Ideo": self = .ideographic
        case "Emoji": self = .emoji
        default: return nil
        }
    }

    func holds(_ character: UInt32) -> Bool {
        guard let scalar = Unicode.Scalar(character) else { return false }
        return switch self {
        case .categories(let categories): categories.contains(scalar.properties.generalCategory)
        case .any: true
        case .ascii: scalar.isASCII
        case .alphabetic: scalar.properties.isAlphabetic
        case .whiteSpace: scalar.properties.isWhitespace
        case .uppercase: scalar.properties.isUppercase
        case .lowercase: scalar.properties.isLowercase
        case .ideographic: scalar.properties.isIdeographic
        case .emoji: scalar.properties.isEmoji
        }
    }

    private static func categories(named name: String) -> [Unicode.GeneralCategory]? {
        switch name {
        case "L", "Letter":
            [.uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter]
        case "Lu", "Uppercase_Letter": [.uppercaseLetter]
        case "Ll", "Lowercase_Letter": [.lowercaseLetter]
        case "Lt", "Titlecase_Letter": [.titlecaseLetter]
        case "Lm", "Modifier_Letter": [.modifierLetter]
        case "Lo", "Other_Letter": [.otherLetter]
        case "M", "Mark", "Combining_Mark": [.nonspacingMark, .spacingMark, .enclosingMark]
        case "Mn", "Nonspacing_Mark": [.nonspacingMark]
        case "N", "Number": [.decimalNumber, .letterNumber, .otherNumber]
        case "Nd", "Decimal_Number", "digit": [.decimalNumber]
        case "P", "Punctuation", "punct":
            [
                .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
                .finalPunctuation, .otherPunctuation,
            ]
        case "S", "Symbol": [.mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol]
        case "Z", "Separator": [.spaceSeparator, .lineSeparator, .paragraphSeparator]
        case "Zs", "Space_Separator": [.spaceSeparator]
        case "C", "Other": [.control, .format, .surrogate, .privateUse, .unassigned]
        case "Cc", "Control", "cntrl": [.control]
        case "Cf", "Format": [.format]
        default: nil
        }
    }
}
