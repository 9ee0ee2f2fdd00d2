//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import Testing

@testable import SOARCore

@Suite("What was encoded, decoded", .timeLimit(.minutes(2)))
struct JSONCodingRoundTripTests {
    @Test("is as it was, also after it was a text", arguments: 1...20 as ClosedRange<UInt64>)
    func trees(_ seed: UInt64) throws {
        var random = RandomTrees(seed: seed)
        for _ in 0..<5 {
            let tree = try random.tree()
            let value = try JSONValueEncoder().encode(tree)
            #expect(try JSONValueDecoder().decode(Tree.self, from: value) == tree)
            let parsed = try JSONParser.parse(value.encoded())
            #expect(parsed == value)
            #expect(try JSONValueDecoder().decode(Tree.self, from: parsed) == tree)
        }
    }

    @Test(
        "with one place changed it is decoded or refused at that place, never worse",
        arguments: 1...20 as ClosedRange<UInt64>)
    func mutations(_ seed: UInt64) throws {
        var random = RandomTrees(seed: seed &+ 100)
        var refused = 0
        for _ in 0..<20 {
            let value = try JSONValueEncoder().encode(random.tree(depth: 2))
            let (changed, place) = random.changed(value)
            do throws(JSONDecodingFailure) {
                _ = try JSONValueDecoder().decode(Tree.self, from: changed)
            } catch {
                refused += 1
                // An enumeration with one member more or less is wrong as a whole.
                #expect(error.place.hasPrefix(place) || place.hasPrefix(error.place), "\(place): \(error)")
                #expect(error.description.count < 600)
            }
        }
        #expect(refused > 0)
    }

    @Test("is what another coder made of a JSON value", arguments: 1...5 as ClosedRange<UInt64>)
    func otherCoders(_ seed: UInt64) throws {
        var random = RandomTrees(seed: seed &+ 200)
        for _ in 0..<50 {
            let value: JSONValue = ["a": random.json(), "b": [random.json()]]
            let data = try JSONEncoder().encode(value)
            #expect(try JSONDecoder().decode(JSONValue.self, from: data) == value)
            #expect(try JSONDecoder().decode(JSONObject.self, from: data) == value.objectValue)
        }
    }
}
