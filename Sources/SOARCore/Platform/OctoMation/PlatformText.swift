//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Makes the platform's words fit to be shown: short, without control characters and without our token.
struct PlatformText: Sendable {
    /// How long a message may be, in characters.
    static let maximumCharacters = 300
    /// Shorter ones would be found in words and numbers that are no secret.
    static let minimumSecretCharacters = 8

    /// How much of a text is looked at at all, in characters.
    static let searchedCharacters = 8192

    private let secret: Secret<String>

    init(hiding secret: Secret<String>) { self.secret = secret }

    /// A text with our token taken out.
    func hidingSecret(_ text: String) -> String {
        let secret = secret.exposed
        guard secret.count >= Self.minimumSecretCharacters, text.utf8.count >= secret.utf8.count else { return text }
        return text.replacing(secret, with: redactionMark)
    }

    /// A message for people; nil where nothing is left of it.
    func message(_ text: String?) -> String? {
        guard let text else { return nil }
        // Cut twice: a huge text is not worth searching, and cutting first to the end could leave half a secret.
        let start = hidingSecret(String(text.prefix(Self.searchedCharacters)))
        var cleaned = String.UnicodeScalarView()
        for scalar in start.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: cleaned.append(" ")
            // Invisible ones can turn a text around for the person who reads it.
            case .format, .surrogate, .privateUse, .unassigned: continue
            default: cleaned.append(scalar)
            }
        }
        let words = String(cleaned).split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
        guard !words.isEmpty else { return nil }
        return words.count > Self.maximumCharacters ? words.prefix(Self.maximumCharacters - 1) + "…" : words
    }
}

/// What stands in the place of a secret.
let redactionMark = "(redacted)"
