//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

extension String {
    /// The text without control characters and tokens, cut to a length that is fit for a message or a log.
    package var bounded: String { bounded(to: 128) }

    /// The text without control characters and tokens, cut to a length.
    ///
    /// What comes after the cut is not looked at, so a text of any length costs no more than a short one.
    package func bounded(to length: Int) -> String {
        // Almost every text is short and plain.
        if utf8.count <= length, utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return TokenScrubber.scrub(self) }
        let scalars = unicodeScalars
        let end = scalars.index(scalars.startIndex, offsetBy: length, limitedBy: scalars.endIndex) ?? scalars.endIndex
        var kept = String.UnicodeScalarView()
        for scalar in scalars[..<end] {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: kept.append("\u{FFFD}")
            default: kept.append(scalar)
            }
        }
        return TokenScrubber.scrub(String(kept)) + (end == scalars.endIndex ? "" : "…")
    }
}
