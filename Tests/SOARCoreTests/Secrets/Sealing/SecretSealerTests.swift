//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Testing

@testable import SOARCore

@Suite("Sealed secrets")
struct SecretSealerTests {
    private let key = SealingKey()
    private var sealer: SecretSealer { SecretSealer(.keys([key])) }

    @Test("open for what they were sealed for, and look different each time", arguments: ["", "x", "密钥 ✓", "a:b\n"])
    func roundTrip(_ text: String) throws {
        let first = try sealer.seal(Secret(text), for: "setting/api_token")
        let second = try sealer.seal(Secret(text), for: "setting/api_token")
        #expect(first != second)
        #expect(first.hasPrefix("v1:\(key.id):") && SecretSealer.keyID(of: first) == key.id)
        #expect(try sealer.open(first, for: "setting/api_token").exposed == text)
        #expect(try sealer.open(second, for: "setting/api_token").exposed == text)
    }

    @Test("don't open for anything else, so that two can't change places")
    func bound() throws {
        let sealed = try sealer.seal(Secret("s3cret"), for: "tenant/a/api_token")
        #expect(throws: SealError(.damaged, "")) { try sealer.open(sealed, for: "tenant/b/api_token") }
    }

    @Test("don't open when a single character was changed")
    func tampered() throws {
        let sealed = try sealer.seal(Secret("s3cret"), for: "p")
        let start = "v1:\(key.id):".utf8.count
        for index in start..<sealed.utf8.count {
            var bytes = Array(sealed.utf8)
            bytes[index] = bytes[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            let changed = String(decoding: bytes, as: UTF8.self)
            #expect(throws: SealError(.damaged, ""), "\(index)") { try sealer.open(changed, for: "p") }
        }
        #expect(throws: SealError(.damaged, "")) { try sealer.open(String(sealed.dropLast(4)), for: "p") }
    }

    @Test(
        "say that they are none where they are none",
        arguments: ["", "v1", "v1::", "v2:0123456789abcdef:AAAA", "v1:0123456789abcdef:AAAA", "v1:xyz:AAAA", "s3cret"])
    func malformed(_ text: String) {
        #expect(throws: SealError(.damaged, "")) { try sealer.open(text, for: "p") }
        #expect(SecretSealer.keyID(of: text) == nil)
    }

    @Test("name the key that is missing, and hold neither key nor secret in any text")
    func otherKey() throws {
        let sealed = try sealer.seal(Secret("canary-secret"), for: "p")
        let other = SecretSealer(.keys([SealingKey()]))
        let error = #expect(throws: SealError(.unknownKey, "")) { try other.open(sealed, for: "p") }
        #expect(error?.message.contains(key.id) == true)
        #expect(throws: SealError(.noKey, "")) { try SecretSealer(.keys([])).open(sealed, for: "p") }
        var dumped = ""
        dump(sealer, to: &dumped)
        dump(key, to: &dumped)
        for text in [dumped, "\(key)", "\(String(describing: error))", sealed] {
            #expect(!text.contains(key.text.exposed) && !text.contains("canary-secret"))
        }
        #expect(dumped.contains(key.id))
    }

    @Test("are sealed with the first key and opened with any")
    func severalKeys() throws {
        let old = try sealer.seal(Secret("old"), for: "p")
        let new = SealingKey()
        let both = SecretSealer(.keys([new, key]))
        #expect(try both.open(old, for: "p").exposed == "old")
        #expect(SecretSealer.keyID(of: try both.seal(Secret("x"), for: "p")) == new.id)
    }
}

@Suite("Sealing keys")
struct SealingKeyTests {
    @Test("are read from base64 of both alphabets and from hexadecimal digits")
    func spellings() throws {
        let bytes = (0..<32).map { UInt8($0 * 7 & 0xFF) | 0xF8 }
        let key = try #require(SealingKey(bytes: bytes))
        let base64 = key.text.exposed
        #expect(base64.contains("/") || base64.contains("+"))
        let url = base64.replacing("+", with: "-").replacing("/", with: "_")
        let hexadecimal = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        for text in [base64, url, String(url.dropLast()), hexadecimal, hexadecimal.uppercased()] {
            #expect(try SealingKey(text: text).id == key.id, "\(text)")
        }
        let keys = try SealingKeySource.keys(in: "# two\n\(base64) , \(SealingKey().text.exposed)\r\n\n")
        #expect(keys.count == 2 && keys[0].id == key.id)
    }

    @Test(
        "are refused in any other form, without being repeated",
        arguments: [
            "", "secret", String(repeating: "A", count: 43), String(repeating: "0", count: 64),
            String(repeating: "g", count: 64), "====", "canary-key",
        ])
    func refused(_ text: String) throws {
        let error = #expect(throws: SealError(.invalidKey, "")) { try SealingKeySource.keys(in: text) }
        #expect(text.isEmpty || error?.message.contains(text) == false)
    }

    @Test("are at most so many")
    func tooMany() {
        let text = (0...SealingKeySource.maximumKeys).map { _ in SealingKey().text.exposed }.joined(separator: ",")
        #expect(throws: SealError(.invalidKey, "")) { try SealingKeySource.keys(in: text) }
    }
}
