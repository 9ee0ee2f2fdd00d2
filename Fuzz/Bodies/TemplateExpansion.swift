//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARTransport

/// A URI template read forwards: values make a URI (RFC 6570 §3.2.2).
struct TemplateExpansion {
    private enum Part {
        case literal([UInt8])
        case variable(String)
    }

    private let parts: [Part]

    /// Reads the template's text anew.
    ///
    /// - Throws: ``FuzzFinding`` where that leads to other variables.
    init(_ template: URITemplate) throws(FuzzFinding) {
        var parts: [Part] = []
        var rest = Array(template.description.utf8)[...]
        while let first = rest.first {
            let isVariable = first == UInt8(ascii: "{")
            let end =
                isVariable
                ? rest.firstIndex(of: UInt8(ascii: "}")).map { $0 + 1 }
                : rest.firstIndex(of: UInt8(ascii: "{"))
            let text = rest[..<(end ?? rest.endIndex)]
            rest = rest[text.endIndex...]
            if isVariable {
                parts.append(.variable(String(decoding: text.dropFirst().dropLast(), as: UTF8.self)))
            } else {
                parts.append(.literal(Array(text)))
            }
        }
        self.parts = parts
        try expect(variables == template.variables, "\(template) has the variables \(variables)")
        try expect(!literals.contains(UInt8(ascii: "}")), "\(template) has a brace that closes nothing.")
    }

    private var variables: [String] {
        parts.compactMap { part in
            if case .variable(let name) = part { name } else { nil }
        }
    }

    private var literals: [UInt8] {
        parts.flatMap { part -> [UInt8] in
            if case .literal(let bytes) = part { bytes } else { [] }
        }
    }

    /// Whether a literal holds percent-encoding.
    var hasEscapes: Bool { literals.contains(UInt8(ascii: "%")) }

    /// The URI that the values make.
    func expand(_ values: [String: String]) -> String {
        var bytes: [UInt8] = []
        for part in parts {
            switch part {
            case .literal(let literal): bytes += literal
            case .variable(let name): bytes += Self.encoded(values[name] ?? "")
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether no value holds anything of the template's literals.
    func isUnambiguous(_ values: [String: String]) -> Bool {
        let literals = Set(literals)
        return values.values.allSatisfy { literals.isDisjoint(with: Self.encoded($0)) }
    }

    /// Whether a variable can have the value: not empty, and without control characters.
    static func isValue(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    }

    /// Everything but RFC 3986's unreserved characters goes out as `%` and two digits.
    private static func encoded(_ value: String) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return value.utf8.flatMap { byte -> [UInt8] in
            let isUnreserved =
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"):
                    true
                default: Array("-._~".utf8).contains(byte)
                }
            return isUnreserved ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
}
