//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation

extension Decimal: JSONReadable, JSONWritable {
    /// Longer than any decimal's digits and zeros.
    private static let maximumTextLength = 256

    static func accepted(insteadOf value: JSONValue?) -> String {
        "a number of at most 38 digits, or its digits as a string"
    }

    static func read(_ value: JSONValue) -> Decimal? {
        switch value {
        case .integer(let integer): Decimal(integer)
        case .double(let double): Decimal(exactly: String(double))
        case .string(let text): Decimal(exactly: text)
        default: nil
        }
    }

    /// A number where its text is exactly this one, otherwise a string.
    func json() throws(JSONUnwritable) -> JSONValue {
        guard !isNaN else { throw JSONUnwritable(reason: "JSON has no word for \(self)") }
        let text = description
        if let integer = Int64(text) { return .integer(integer) }
        if let double = Double(text), Decimal(exactly: String(double)) == self { return .double(double) }
        return .string(text)
    }

    /// The number that a text in JSON's grammar stands for; nil where it would be rounded.
    private init?(exactly text: String) {
        guard text.utf8.count <= Self.maximumTextLength, text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }),
            let number = try? JSONParser.parse(text), number.doubleValue != nil,
            let decimal = Decimal(string: text), !decimal.isNaN,
            DecimalDigits(text) == DecimalDigits(decimal.description)
        else { return nil }
        self = decimal
    }
}

/// The digits that count in a number, so that `1.50` and `15e-1` are the same.
private struct DecimalDigits: Equatable {
    private var digits: Substring
    private var exponent: Int

    /// Takes a text in JSON's grammar; the sign does not count.
    init(_ text: String) {
        let parts = text.split { "eE".contains($0) }
        let mantissa = (parts.first ?? "").split(separator: ".", omittingEmptySubsequences: false)
        exponent = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
        digits = Substring(mantissa.joined().drop { "-0".contains($0) })
        if mantissa.count == 2 { exponent -= mantissa[1].count }
        while digits.last == "0" {
            digits.removeLast()
            exponent += 1
        }
        if digits.isEmpty { exponent = 0 }
    }
}
