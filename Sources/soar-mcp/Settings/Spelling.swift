//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Finds what a mistyped word was meant to be.
enum Spelling {
    /// The longest word that is compared; nobody mistypes a longer one by a letter.
    private static let maximumLength = 64

    /// The known word that takes the fewest single-letter changes; nil where none is near.
    static func nearest(to word: String, among known: [String]) -> String? {
        guard word.count <= maximumLength else { return nil }
        let best = known.map { ($0, distance(Array(word), Array($0))) }.min { $0.1 < $1.1 }
        // What has no letter in common with it is not near, however short both are.
        guard let (candidate, changes) = best, changes <= max(2, candidate.count / 3),
            changes < max(word.count, candidate.count)
        else { return nil }
        return candidate
    }

    /// How many letters must be put in, taken out or replaced (Levenshtein), one row of the table at a time.
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var row = Array(0...right.count)
        for (index, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (column, other) in right.enumerated() {
                let replaced = diagonal + (letter == other ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
            }
        }
        return row[right.count]
    }
}
