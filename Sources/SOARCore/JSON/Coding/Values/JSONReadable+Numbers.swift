//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

extension JSONReadable where Self: FixedWidthInteger {
    /// What of the type's range a JSON value can hold exactly.
    static func accepted(insteadOf value: JSONValue?) -> String {
        let range = "an integer from \(Int64(clamping: Self.min)) to \(Int64(clamping: Self.max))"
        guard case .double(let double) = value, double.rounded() == double, Int64(exactly: double) != nil,
            double.magnitude > JSONNumbers.largestExact
        else { return range }
        return range + ", without fraction and exponent"
    }

    static func read(_ value: JSONValue) -> Self? {
        switch value {
        case .integer(let integer): Self(exactly: integer)
        case .double(let double): double.magnitude <= JSONNumbers.largestExact ? Self(exactly: double) : nil
        default: nil
        }
    }
}

extension JSONWritable where Self: FixedWidthInteger {
    func json() throws(JSONUnwritable) -> JSONValue {
        guard let integer = Int64(exactly: self) else {
            throw JSONUnwritable(reason: "\(self) is beyond the integers of 64 bits with a sign")
        }
        return .integer(integer)
    }
}

private enum JSONNumbers {
    /// A double beyond it may have been another integer when it was written (RFC 8259 §6): 2^53 - 1.
    static let largestExact = 9_007_199_254_740_991.0
}

extension Int: JSONReadable, JSONWritable {}
extension Int8: JSONReadable, JSONWritable {}
extension Int16: JSONReadable, JSONWritable {}
extension Int32: JSONReadable, JSONWritable {}
extension Int64: JSONReadable, JSONWritable {}
extension Int128: JSONReadable, JSONWritable {}
extension UInt: JSONReadable, JSONWritable {}
extension UInt8: JSONReadable, JSONWritable {}
extension UInt16: JSONReadable, JSONWritable {}
extension UInt32: JSONReadable, JSONWritable {}
extension UInt64: JSONReadable, JSONWritable {}
extension UInt128: JSONReadable, JSONWritable {}

extension Double: JSONReadable, JSONWritable {
    static func accepted(insteadOf value: JSONValue?) -> String { "a number" }

    static func read(_ value: JSONValue) -> Double? { value.doubleValue.flatMap { $0.isFinite ? $0 : nil } }

    func json() throws(JSONUnwritable) -> JSONValue {
        guard isFinite else { throw JSONUnwritable(reason: "JSON has no word for \(self)") }
        return .double(self)
    }
}

extension Float: JSONReadable, JSONWritable {
    static func accepted(insteadOf value: JSONValue?) -> String {
        "a number from \(-greatestFiniteMagnitude) to \(greatestFiniteMagnitude)"
    }

    /// The nearest one; nil beyond the range, at the small end too.
    static func read(_ value: JSONValue) -> Float? {
        guard let double = Double.read(value) else { return nil }
        let float = Float(double)
        return float.isFinite && (float != 0 || double == 0) ? float : nil
    }

    /// The shortest number that is read as this one: 0.1, not 0.10000000149011612.
    func json() throws(JSONUnwritable) -> JSONValue {
        guard let short = Double(description), Float(short) == self else { return try Double(self).json() }
        return try short.json()
    }
}
