//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import Testing

@testable import SOARCore

@Suite("An API token")
struct APITokenSecretTests {
    @Test("has the documented form, and a checksum that its reader takes", arguments: 0..<200)
    func form(_ seed: UInt64) throws {
        var numbers = SeededNumbers(seed: seed)
        let secret = APITokenSecret(using: &numbers)
        #expect(secret.exposed.utf8.count == 43 && secret.exposed.hasPrefix("soar_"))
        #expect(secret.exposed.dropFirst(5).utf8.allSatisfy(Base62.contains))
        let again = try #require(APITokenSecret(secret.exposed))
        #expect(again.exposed == secret.exposed && again.hash == secret.hash)
        #expect(secret.prefix == String(secret.exposed.prefix(12)))
    }

    @Test("is never made twice")
    func isRandom() {
        #expect(Set((0..<1_000).map { _ in APITokenSecret().exposed }).count == 1_000)
    }

    @Test("uses every character of its alphabet about equally often")
    func isUniform() {
        var numbers = SeededNumbers(seed: 7)
        var counts: [UInt8: Int] = [:]
        for _ in 0..<2_000 {
            for byte in APITokenSecret(using: &numbers).exposed.utf8.dropFirst(5).prefix(32) {
                counts[byte, default: 0] += 1
            }
        }
        #expect(counts.count == 62)
        #expect(counts.values.allSatisfy { (850...1_220).contains($0) })
    }

    @Test("is refused with any one character changed, left out or added", arguments: 0..<20)
    func refusesChanges(_ seed: UInt64) throws {
        var numbers = SeededNumbers(seed: seed)
        let token = Array(APITokenSecret(using: &numbers).exposed.utf8)
        for place in token.indices {
            for byte in Base62.alphabet + Array("_- \u{0}.%".utf8) where byte != token[place] {
                var changed = token
                changed[place] = byte
                #expect(APITokenSecret(String(decoding: changed, as: UTF8.self)) == nil)
            }
            var shorter = token
            shorter.remove(at: place)
            #expect(APITokenSecret(String(decoding: shorter, as: UTF8.self)) == nil)
            if place > 0, token[place] != token[place - 1] {
                var swapped = token
                swapped.swapAt(place, place - 1)
                #expect(APITokenSecret(String(decoding: swapped, as: UTF8.self)) == nil)
            }
        }
        let text = String(decoding: token, as: UTF8.self)
        for other in [
            "", text + "0", " " + text, text + " ", text + "\n", text + "\u{0}", text.uppercased(), text.lowercased(),
            "soar-" + text.dropFirst(5), String(text.prefix(12)), text + text, "Bearer " + text,
            "soar_%" + text.dropFirst(6),
            text.replacingOccurrences(of: "_", with: "\u{FF3F}"), text + "\u{301}", "ѕ" + text.dropFirst(),
            APITokenHash(of: text).description,
        ] { #expect(APITokenSecret(other) == nil) }
    }

    @Test("shows no more than its first characters, however it is printed")
    func isNotPrinted() {
        let secret = APITokenSecret()
        let hidden = secret.exposed.dropFirst(APITokenSecret.prefixLength)
        var dumped = ""
        dump(secret, to: &dumped)
        dump(["token": secret], to: &dumped)
        for text in [
            "\(secret)", String(describing: secret), String(reflecting: secret), dumped, "\(Optional(secret) as Any)",
            "\(Mirror(reflecting: secret).children.map(\.value))",
        ] {
            #expect(!text.contains(hidden) && !text.contains(hidden.prefix(6)))
        }
    }
}
