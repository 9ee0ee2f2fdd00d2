//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// A table for people: columns side by side, two spaces between them, one line a row.
struct TextTable {
    private let header: [String]
    private var rows: [[String]] = []

    /// How many bytes one cell shows at most.
    static let maximumCellBytes = 200

    init(_ header: [Message], in language: Language) {
        self.header = header.map { $0.text(in: language) }
    }

    /// Adds a row; what comes from outside is made harmless for the terminal.
    mutating func append(_ cells: [String]) {
        rows.append(cells.map { PlainText.escaped(PlainText.bounded($0, maximumBytes: Self.maximumCellBytes)) })
    }

    /// The lines, the header first, without blanks at their ends.
    var lines: [String] {
        let all = [header] + rows
        let widths = header.indices.map { column in all.map { Self.width(of: $0[column]) }.max() ?? 0 }
        return all.map { row in
            let padded = zip(row, widths).map { cell, width in
                cell + String(repeating: " ", count: width - Self.width(of: cell))
            }
            var line = padded.joined(separator: "  ")
            while line.hasSuffix(" ") { line.removeLast() }
            return line
        }
    }

    /// How many columns of a terminal the text takes; Chinese characters take two.
    static func width(of text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + width(of: $1) }
    }

    private static func width(of scalar: Unicode.Scalar) -> Int {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        // The ranges that Unicode's East Asian Width calls wide or full-width, drawn together.
        return switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            2
        default: 1
        }
    }
}
