//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import Testing

@testable import SOARCore

@Suite("JSON of every shape", .timeLimit(.minutes(2)))
struct JSONPropertyTests {
    private static let seeds: [UInt64] = Array(1...20)

    private func text(_ numbers: inout SeededNumbers) -> String {
        let scalars: [ClosedRange<UInt32>] = [
            0...0x1F, 0x20...0x7E, 0x22...0x22, 0x5C...0x5C, 0x80...0x7FF, 0x300...0x36F, 0x800...0xD7FF,
            0xE000...0xFFFF, 0x10000...0x10FFFF,
        ]
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...8, using: &numbers) {
            let range = scalars[Int.random(in: scalars.indices, using: &numbers)]
            if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &numbers)) { text.append(scalar) }
        }
        return String(text)
    }

    private func value(_ numbers: inout SeededNumbers, depth: Int = 0) -> JSONValue {
        switch Int.random(in: 0...(depth < 6 ? 8 : 5), using: &numbers) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &numbers))
        case 2: return .integer(Int64(truncatingIfNeeded: numbers.next()))
        case 3: return .integer(Int64.random(in: -100...100, using: &numbers))
        case 4:
            let double = Double(bitPattern: numbers.next())
            return .double(double.isFinite ? double : 0.5)
        case 5: return .string(text(&numbers))
        case 6:
            return .array((0..<Int.random(in: 0...4, using: &numbers)).map { _ in value(&numbers, depth: depth + 1) })
        default:
            var object = JSONObject()
            for _ in 0..<Int.random(in: 0...4, using: &numbers) {
                object[text(&numbers)] = value(&numbers, depth: depth + 1)
            }
            return .object(object)
        }
    }

    @Test("comes back as it was written, compact and pretty", arguments: seeds)
    func roundTrips(_ seed: UInt64) throws {
        var numbers = SeededNumbers(seed: seed)
        for _ in 0..<100 {
            let original = value(&numbers)
            #expect(try JSONParser.parse(original.encoded()) == original)
            #expect(try JSONParser.parse(original.text(pretty: true)) == original)
            #expect(try JSONParser.parse(original.encoded()).encoded() == original.encoded())
        }
    }

    @Test("is read by Foundation as well", arguments: seeds)
    func isReadByFoundation(_ seed: UInt64) throws {
        var numbers = SeededNumbers(seed: seed)
        for _ in 0..<50 {
            _ = try JSONSerialization.jsonObject(with: Data(value(&numbers).encoded()), options: .fragmentsAllowed)
        }
    }

    @Test("is refused or understood as others understand it when bytes are changed", arguments: seeds)
    func survivesMutation(_ seed: UInt64) throws {
        var numbers = SeededNumbers(seed: seed &+ 1000)
        let alphabet = Array("{}[]\",:\\u0019eE+-.tfn \n\u{0}\u{7F}".utf8) + [0x80, 0xC3, 0xED, 0xFF]
        var accepted = 0
        for _ in 0..<400 {
            var bytes = value(&numbers).encoded()
            for _ in 0..<Int.random(in: 1...3, using: &numbers) {
                let place = Int.random(in: 0...bytes.count, using: &numbers)
                let byte = alphabet[Int.random(in: alphabet.indices, using: &numbers)]
                switch Int.random(in: 0...3, using: &numbers) {
                case 0: bytes.insert(byte, at: place)
                case 1 where place < bytes.count: bytes[place] = byte
                case 2 where place < bytes.count: bytes.remove(at: place)
                default: bytes = Array(bytes.prefix(place))
                }
            }
            guard let value = try? JSONParser.parse(bytes) else { continue }
            accepted += 1
            #expect(try JSONParser.parse(value.encoded()) == value)
            // Whatever is let through here, a lenient reader must read too.
            _ = try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
        }
        #expect(accepted > 0)
    }

    @Test("that is only noise never does harm", arguments: seeds)
    func survivesNoise(_ seed: UInt64) {
        var numbers = SeededNumbers(seed: seed &+ 2000)
        for _ in 0..<2_000 {
            let bytes = (0..<Int.random(in: 0...40, using: &numbers)).map { _ in
                UInt8(truncatingIfNeeded: numbers.next())
            }
            if let value = try? JSONParser.parse(bytes) { #expect((try? JSONParser.parse(value.encoded())) == value) }
        }
    }
}
