//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Takes out of a text whatever looks like a token, so that it can be logged.
public enum TokenScrubber {
    /// What stands in a token's place.
    public static let replacement = "(redacted)"
    /// Fewer characters than this after the marker are no secret, but a display prefix.
    private static let shortestSecret = 12

    /// The text without API tokens (whole, cut or mistyped) and without JWTs.
    public static func scrub(_ text: String) -> String {
        guard text.utf8.count > shortestSecret, mayHoldToken(text) else { return text }
        var scrubbed = ""
        var rest = text[...]
        while let start = rest.firstIndex(where: isTokenCharacter) {
            scrubbed += rest[..<start]
            let word = rest[start...].prefix(while: isTokenCharacter)
            scrubbed += isSecret(word) ? replacement : String(word)
            rest = rest[word.endIndex...]
        }
        return scrubbed + rest
    }

    /// Whether `soar_` or `eyJ` is in the text; one pass, for this is asked of everything that is recorded.
    private static func mayHoldToken(_ text: String) -> Bool {
        var window: UInt64 = 0
        for byte in text.utf8 {
            window = window << 8 | UInt64(byte)
            if window & 0xFF_FFFF_FFFF == 0x73_6F61_725F || window & 0xFF_FFFF == 0x65_794A { return true }
        }
        return false
    }

    private static func isSecret(_ word: Substring) -> Bool {
        if let marker = word.firstRange(of: APITokenSecret.marker) {
            return word[marker.upperBound...].count >= shortestSecret
        }
        return word.contains("eyJ") && word.contains(".")
    }

    private static func isTokenCharacter(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || "_-.".contains(character))
    }
}
