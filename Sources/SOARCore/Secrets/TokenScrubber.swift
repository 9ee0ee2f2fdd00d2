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
        guard text.utf8.count > shortestSecret, text.contains(APITokenSecret.marker) || text.contains("eyJ") else {
            return text
        }
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
