//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore

enum Level: String, Codable, CaseIterable, Hashable { case low, high }

enum Direction: String, Codable, CaseIterable, Hashable { case north, east, south, west }

/// Its values can't be listed.
enum Hidden: String, Codable, Hashable { case one, two }

enum Rank: Int, Codable, CaseIterable, Hashable { case first = 1, second }

enum Shape: Codable, Hashable {
    case point
    case circle(radius: Double)
    case line(Int, to: Int)
}

struct Identifier: RawRepresentable, Codable, Hashable { var rawValue: Int64 }

/// Numbers of every width.
struct Numbers: Codable, Hashable {
    var int: Int
    var int8: Int8
    var int16: Int16
    var int32: Int32
    var int64: Int64
    var int128: Int128
    var uint: UInt
    var uint8: UInt8
    var uint16: UInt16
    var uint32: UInt32
    var uint64: UInt64
    var uint128: UInt128
    var float: Float
    var double: Double
    var decimal: Decimal
}

/// One of everything, with itself inside.
struct Tree: Codable, Hashable {
    var name: String
    var flag: Bool
    var note: String?
    var numbers: Numbers
    var time: Date
    var data: Data
    var url: URL
    var uuid: UUID
    var level: Level
    var rank: Rank?
    var shapes: [Shape]
    var id: Identifier
    var byName: [String: Int]
    var byNumber: [Int: [String?]]
    var byLevel: [Level: Bool]
    var tags: Set<String>
    var anything: JSONValue
    var members: JSONObject
    var children: [Tree]
}

/// A superclass whose part is under `super`, and one that shares the container.
class Animal: Codable {
    var name: String
    init(name: String) { self.name = name }
}

final class Dog: Animal {
    var tricks: [String]
    private enum Keys: String, CodingKey { case tricks, base }

    init(name: String, tricks: [String]) {
        self.tricks = tricks
        super.init(name: name)
    }

    required init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        tricks = try container.decode([String].self, forKey: .tricks)
        try super.init(from: container.superDecoder(forKey: .base))
    }

    override func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(tricks, forKey: .tricks)
        try super.encode(to: container.superEncoder(forKey: .base))
    }
}

/// Written by hand: nested containers of both kinds, and a superclass's part in each.
struct Nested: Codable, Hashable {
    var x: Int
    var list: [Int?]
    var inner: String
    var upper: String

    private enum Keys: CodingKey { case outer, list }
    private enum Inner: CodingKey { case x, text }

    init(x: Int, list: [Int?], inner: String, upper: String) {
        (self.x, self.list, self.inner, self.upper) = (x, list, inner, upper)
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        x = try container.nestedContainer(keyedBy: Inner.self, forKey: .outer).decode(Int.self, forKey: .x)
        upper = try String(from: container.superDecoder())
        var elements = try container.nestedUnkeyedContainer(forKey: .list)
        inner = try elements.nestedContainer(keyedBy: Inner.self).decode(String.self, forKey: .text)
        var numbers = try elements.nestedUnkeyedContainer()
        list = []
        while !numbers.isAtEnd { list.append(try numbers.decodeNil() ? nil : numbers.decode(Int.self)) }
        guard try Int(from: elements.superDecoder()) == numbers.count, elements.isAtEnd else {
            throw DecodingError.dataCorruptedError(in: elements, debugDescription: "the count is wrong")
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        var outer = container.nestedContainer(keyedBy: Inner.self, forKey: .outer)
        try upper.encode(to: container.superEncoder())
        var elements = container.nestedUnkeyedContainer(forKey: .list)
        var element = elements.nestedContainer(keyedBy: Inner.self)
        var numbers = elements.nestedUnkeyedContainer()
        for number in list { try number.map { try numbers.encode($0) } ?? numbers.encodeNil() }
        try numbers.count.encode(to: elements.superEncoder())
        // Containers may be filled in any order.
        try element.encode(inner, forKey: .text)
        try outer.encode(x, forKey: .x)
    }
}

func decoded<T: Decodable>(_ type: T.Type, _ text: String) throws -> T {
    try JSONValueDecoder().decode(type, from: JSONParser.parse(text))
}
