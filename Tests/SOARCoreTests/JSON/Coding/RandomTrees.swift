//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import Testing

/// Random values, the same in every run.
struct RandomTrees {
    private var numbers: SeededNumbers

    init(seed: UInt64) { numbers = SeededNumbers(seed: seed) }

    private mutating func count(_ maximum: Int) -> Int { Int.random(in: 0...maximum, using: &numbers) }
    private mutating func flag() -> Bool { Bool.random(using: &numbers) }
    private mutating func whole<T: FixedWidthInteger>(_ type: T.Type) -> T { T(truncatingIfNeeded: numbers.next()) }

    private mutating func text() -> String {
        let alphabet = Array("ab é漢\u{1F600}\"\\\n{}[]0.-\u{301}")
        return String((0..<count(6)).map { _ in alphabet[count(alphabet.count - 1)] })
    }

    private mutating func list<T>(_ maximum: Int, _ make: (inout RandomTrees) throws -> T) rethrows -> [T] {
        var list: [T] = []
        for _ in 0..<count(maximum) { list.append(try make(&self)) }
        return list
    }

    private mutating func double() -> Double {
        let double = Double(bitPattern: numbers.next())
        return double.isFinite ? double : 0.5
    }

    private mutating func float() -> Float {
        let float = Float(bitPattern: whole(UInt32.self))
        return float.isFinite ? float : 0.25
    }

    private mutating func decimal() -> Decimal {
        let digits = Decimal(whole(UInt64.self)) * (flag() ? 1 : 1_000_003)
        return Decimal(sign: flag() ? .plus : .minus, exponent: count(60) - 30, significand: digits)
    }

    /// Without doubles that are whole, which other coders take for integers.
    mutating func json(depth: Int = 3) -> JSONValue {
        switch count(depth > 0 ? 6 : 4) {
        case 0: return .null
        case 1: return .bool(flag())
        case 2: return .integer(whole(Int64.self))
        case 3: return .double(Double(count(1000)) + 0.5)
        case 4: return .string(text())
        case 5: return .array(list(3) { $0.json(depth: depth - 1) })
        default:
            var object = JSONObject()
            for _ in 0..<count(3) { object["k\(count(9))"] = json(depth: depth - 1) }
            return .object(object)
        }
    }

    private mutating func shape() -> Shape {
        switch count(2) {
        case 0: .point
        case 1: .circle(radius: double())
        default: .line(whole(Int.self), to: count(5))
        }
    }

    private mutating func values() -> Numbers {
        Numbers(
            int: whole(Int.self), int8: whole(Int8.self), int16: whole(Int16.self), int32: whole(Int32.self),
            int64: whole(Int64.self), int128: Int128(whole(Int64.self)), uint: whole(UInt.self) >> 1,
            uint8: whole(UInt8.self), uint16: whole(UInt16.self), uint32: whole(UInt32.self),
            uint64: whole(UInt64.self) >> 1, uint128: UInt128(whole(UInt64.self) >> 1), float: float(),
            double: double(), decimal: decimal())
    }

    mutating func tree(depth: Int = 3) throws -> Tree {
        let byName = list(3) { ($0.text(), $0.count(9)) }
        let byNumber = list(3) { ($0.whole(Int.self), $0.list(2) { $0.flag() ? $0.text() : nil }) }
        return Tree(
            name: text(), flag: flag(), note: flag() ? text() : nil, numbers: values(),
            time: Date(timeIntervalSinceReferenceDate: Double.random(in: 1e8...1e10, using: &numbers)),
            data: Data(list(20) { $0.whole(UInt8.self) }),
            url: try #require(URL(string: "https://example.com/\(count(99))?q=%20\(count(9))")),
            uuid: UUID(uuidString: "F81D4FAE-7DEC-11D0-A765-\(100_000_000_000 + count(999_999))") ?? UUID(),
            level: flag() ? .low : .high, rank: flag() ? .second : nil, shapes: list(3) { $0.shape() },
            id: Identifier(rawValue: whole(Int64.self)),
            byName: Dictionary(byName) { first, _ in first }, byNumber: Dictionary(byNumber) { first, _ in first },
            byLevel: flag() ? [.low: flag()] : [.low: true, .high: flag()], tags: Set(list(3) { $0.text() }),
            anything: json(), members: ["z": json(), "a": json()],
            children: depth > 0 ? try list(2) { try $0.tree(depth: depth - 1) } : [])
    }

    /// The value with another one somewhere inside, and that place.
    mutating func changed(_ value: JSONValue, place: String = "") -> (JSONValue, String) {
        switch value {
        case .object(var members) where !members.isEmpty && count(6) > 0:
            let (name, member) = members[count(members.count - 1)]
            // Places with other names are written differently.
            guard name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }), !name.isEmpty else {
                return (value, place)
            }
            let (changed, inside) = changed(member, place: place.isEmpty ? name : "\(place).\(name)")
            members[name] = changed
            return (.object(members), inside)
        case .array(var elements) where !elements.isEmpty && count(6) > 0:
            let index = count(elements.count - 1)
            let (changed, inside) = changed(elements[index], place: "\(place)[\(index)]")
            elements[index] = changed
            return (.array(elements), inside)
        default: return (json(), place)
        }
    }
}
