//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import Testing

@testable import SOARTransport

/// The sealed `requestState` (requirement R95).
@Suite("A sealed request state")
struct RequestStateSealTests {
    private let seal = SealSamples.seal()
    private let now = SealSamples.now

    private func sealed(_ state: JSONValue = SealSamples.state) throws -> String {
        try seal.seal(state, for: SealSamples.binding, now: now)
    }

    @Test(
        "comes back as it was",
        arguments: [nil, true, 0, -0.5, "", "剧本\u{0}", [], [:], SealSamples.state] as [JSONValue])
    func roundTrip(_ state: JSONValue) throws {
        #expect(seal.opening(try sealed(state)) == .success(state))
    }

    @Test("can be carried anywhere, and shows nothing of what it holds")
    func text() throws {
        let text = try sealed(["secret": "hunter2-hunter2"])
        #expect(
            text.utf8.allSatisfy {
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8.contains($0)
            })
        let bytes = try #require(Base64URL.decode(text))
        #expect(bytes.first == 1)
        #expect(!String(decoding: bytes, as: UTF8.self).contains("hunter2"))
        #expect(!String(decoding: bytes, as: UTF8.self).contains("token:7"))
    }

    @Test("is another text each time, with a ticket of its own")
    func unique() throws {
        let texts = try (0..<50).map { _ in try sealed() }
        #expect(Set(texts).count == 50)
        let tickets = try texts.map { try seal.open($0, for: SealSamples.binding, now: now).ticket }
        #expect(Set(tickets.map(\.nonce)).count == 50)
        #expect(tickets.allSatisfy { $0.expiresAt == now.addingTimeInterval(600) })
    }

    @Test("has the same ticket each time it is opened")
    func sameTicket() throws {
        let text = try sealed()
        let first = try seal.open(text, for: SealSamples.binding, now: now).ticket
        let second = try seal.open(text, for: SealSamples.binding, now: now.addingTimeInterval(5)).ticket
        #expect(first == second)
    }

    @Test("is refused when a single bit of it is another")
    func everyBit() throws {
        let bytes = try #require(Base64URL.decode(try sealed()))
        for position in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[position] ^= 1 << bit
                #expect(seal.opening(Base64URL.encode(changed)) == .failure(.invalid), "bit \(bit) of \(position)")
            }
        }
    }

    @Test("is refused when a part of it is missing, or there is more than it")
    func everyLength() throws {
        let bytes = try #require(Base64URL.decode(try sealed()))
        for count in bytes.indices {
            #expect(seal.opening(Base64URL.encode(Array(bytes[..<count]))) == .failure(.invalid), "\(count) bytes")
        }
        #expect(seal.opening(Base64URL.encode(bytes + [0])) == .failure(.invalid))
        #expect(seal.opening(Base64URL.encode([1] + bytes)) == .failure(.invalid))
    }

    @Test(
        "is refused when it is nonsense",
        arguments: ["", "a", "AQ", "hello", "{}", "AQ==", String(repeating: "A", count: 1000), "é", "\u{0}"])
    func nonsense(_ text: String) {
        #expect(seal.opening(text) == .failure(.invalid))
    }

    @Test("is refused when it is spelled in another way", arguments: ["=", "==", "\n", " "])
    func otherSpelling(_ suffix: String) throws {
        #expect(seal.opening(try sealed() + suffix) == .failure(.invalid))
    }

    @Test("is refused under another key, as after a restart without one")
    func otherKey() throws {
        let text = try sealed()
        #expect(RequestStateSeal().opening(text) == .failure(.invalid))
        #expect(SealSamples.seal().opening(text) == .success(SealSamples.state))
    }

    @Test("is taken until its time has run out, and not from then on")
    func expiry() throws {
        let text = try sealed()
        #expect(seal.opening(text, now: now.addingTimeInterval(599.9)) == .success(SealSamples.state))
        #expect(seal.opening(text, now: now.addingTimeInterval(600)) == .failure(.expired))
        #expect(seal.opening(text, now: now.addingTimeInterval(1e9)) == .failure(.expired))
    }

    @Test("keeps the lifetime that it was given, whatever the one that opens it would give")
    func ownLifetime() throws {
        let text = try SealSamples.seal(lifetime: .milliseconds(1500))
            .seal(SealSamples.state, for: SealSamples.binding, now: now)
        #expect(seal.opening(text, now: now.addingTimeInterval(1.25)) == .success(SealSamples.state))
        #expect(seal.opening(text, now: now.addingTimeInterval(1.5)) == .failure(.expired))
    }

    @Test("is refused when the clock has jumped back to before it, by more than clocks differ")
    func clockJump() throws {
        let text = try sealed()
        #expect(seal.opening(text, now: now.addingTimeInterval(-60)) == .success(SealSamples.state))
        #expect(seal.opening(text, now: now.addingTimeInterval(-60.5)) == .failure(.expired))
        #expect(seal.opening(text, now: now.addingTimeInterval(-1e8)) == .failure(.expired))
    }

    @Test("does not tell a stranger that it has expired")
    func expiredForeign() throws {
        let other = SealSamples.binding(method: "prompts/get")
        let late = now.addingTimeInterval(1000)
        #expect(seal.opening(try sealed(), for: other, now: late) == .failure(.invalid))
    }

    @Test("of an earlier build still opens")
    func format() {
        #expect(seal.opening(Self.earlier) == .success(["kept": "since 1"]))
    }

    private static let earlier =
        "AYMgKWTUArXZVUUH0jsi0YxhdfN4S3tILrpXolwoju9SAx0l4nLXc"
        + "-P1exxbw5wcUHDPKnz-QrmH-BKWExzr6qYRBRtbmJBcdAS5XhtCbA"
}
