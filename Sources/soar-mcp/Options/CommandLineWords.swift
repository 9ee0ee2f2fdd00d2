//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// The words of a command line as the parser has to see them.
enum CommandLineWords {
    /// Has values that begin with a hyphen read as values: `-3`, `-10/hour`, and tokens that begin so.
    ///
    /// No option here is a digit. The parser would take such a word for a handful of short options, miss the value, show
    /// the help because there is an `h` in it, or print the token among what it doesn't know.
    static func readable(_ words: [String]) -> [String] {
        var readable: [String] = []
        for (index, word) in words.enumerated() {
            if word == "--" { return readable + words[index...] }
            if isNumber(word), !couldBeToken(word), let option = readable.last, option.hasPrefix("--"),
                !option.contains("=")
            {
                readable[readable.count - 1] = "\(option)=\(word)"
            } else {
                // A blank in front, which nothing that reads it minds.
                readable.append(isNumber(word) || couldBeToken(word) ? " " + word : word)
            }
        }
        return readable
    }

    private static func isNumber(_ word: String) -> Bool {
        word.hasPrefix("-") && word.dropFirst().first.map { "0"..."9" ~= $0 } ?? false
    }

    /// No option is as long as that; one that is mistyped is meant too.
    private static func couldBeToken(_ word: String) -> Bool {
        word.hasPrefix("-") && word.utf8.count >= TokenLookup.shortestToken && !word.contains("=")
    }
}
