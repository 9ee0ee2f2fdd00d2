//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import Testing

@testable import SOARCore

@Suite("A checkpoint of the audit log")
struct AuditCheckpointTests {
    private static let checkpoint = AuditCheckpoint(
        point: AuditChainPoint(id: 42, hash: [UInt8](0..<32)), count: 42, time: moment())

    /// An example key and what openssl made of it (`openssl pkey -pubout`).
    private static let pem = """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
        -----END PRIVATE KEY-----

        """
    private static let publicPEM = """
        -----BEGIN PUBLIC KEY-----
        MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
        -----END PUBLIC KEY-----

        """

    @Test("is read back as it was signed")
    func roundTrip() throws {
        let key = AuditSigningKey()
        let signed = try Self.checkpoint.signed(with: key)
        let text = JSONValue.object(signed).text()
        #expect(!text.contains("\n"))
        #expect(try AuditCheckpoint(signed: JSONParser.parse(text), by: key.publicKey) == Self.checkpoint)
    }

    @Test("bears a time of milliseconds, whatever a double makes of it", arguments: [26_068, 26_000, 26_999, 1])
    func milliseconds(_ milliseconds: Int) throws {
        var checkpoint = Self.checkpoint
        checkpoint.time = Date(timeIntervalSince1970: (1_795_467_900_000 + Double(milliseconds)) / 1000)
        let time = try checkpoint.signed(with: AuditSigningKey())["time"]?.stringValue
        #expect(time?.utf8.count == "2026-11-23T21:05:26.068Z".utf8.count, "\(time ?? "-")")
    }

    @Test(
        "is refused where any member is not as it was signed", arguments: ["id", "hash", "count", "time", "signature"])
    func detectsChange(_ member: String) throws {
        let key = AuditSigningKey()
        var signed = try Self.checkpoint.signed(with: key)
        switch member {
        case "hash": signed[member] = .string(String(repeating: "0", count: 64))
        case "time": signed[member] = "2026-01-01T00:00:00Z"
        case "signature": signed[member] = .string(Base64URL.encode([UInt8](repeating: 1, count: 64)))
        default: signed[member] = 7
        }
        #expect(throws: AuditCheckpointError(.badSignature)) {
            try AuditCheckpoint(signed: .object(signed), by: key.publicKey)
        }
    }

    @Test("is refused for another key, and where a member is missing or no such thing")
    func refuses() throws {
        let key = AuditSigningKey()
        let signed = try Self.checkpoint.signed(with: key)
        #expect(throws: AuditCheckpointError(.otherKey)) {
            try AuditCheckpoint(signed: .object(signed), by: AuditSigningKey().publicKey)
        }
        for member in signed.names where member != "key" {
            for value in [nil, "x", .array([])] as [JSONValue?] {
                var broken = signed
                broken[member] = value
                #expect(throws: AuditCheckpointError(.malformed), "\(member)") {
                    try AuditCheckpoint(signed: .object(broken), by: key.publicKey)
                }
            }
        }
    }

    @Test("has keys that other tools read and write")
    func pem() throws {
        let key = try AuditSigningKey(pem: Secret(Self.pem))
        #expect(key.pem.exposed == Self.pem && key.publicKey.pem == Self.publicPEM)
        #expect(try AuditPublicKey(pem: Self.publicPEM).id == key.publicKey.id)
        #expect(!"\(key) \(String(reflecting: key))".contains("nWGx"))
        var dumped = ""
        dump(key, to: &dumped)
        #expect(dumped.contains("redacted"))
        for text in ["", Self.publicPEM, "x" + Self.pem, String(Self.pem.dropLast(40))] {
            #expect(throws: AuditCheckpointError(.noPrivateKey)) { try AuditSigningKey(pem: Secret(text)) }
        }
        #expect(throws: AuditCheckpointError(.noPublicKey)) { try AuditPublicKey(pem: Self.pem) }
    }
}
