//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARAuth
import SOARCore
import TestSupport

/// Checks tokens one after the other, for a second each, and prints a line of JSON: what, and how often in a second.
///
/// Of each algorithm there are two figures: the whole check, claims included, and the signature step alone, from the token's
/// text and a key set to a header and a payload that are signed.
///
/// Writes the tokens and keys to the file that is given, so that others can be measured with the same ones. With `issue FILE`
/// it writes a key set and prints a token that is good for the next hour, for a server to be loaded with.
@main
enum TokenBench {
    static let algorithms: [JWSAlgorithm] = [.rs256, .ps256, .es256, .es384, .edDSA, .hs256]

    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        if arguments.first == "issue", let path = arguments.dropFirst().first { return try issue(to: path) }
        let issuer = try TestIssuer(algorithms)
        let keys = try JSONWebKeySet(decoding: issuer.document(secrets: true), acceptsSecrets: true)
        var policy = JWTPolicy()
        policy.algorithms = Set(algorithms)
        let time = issuer.time
        let verifier = try JWTVerifier(
            issuer: TestIssuer.name, audience: TestIssuer.audience, keys: keys, policy: policy, now: { time })
        let signatures = JWSVerifier(algorithms: policy.algorithms)
        if let path = arguments.first { try write(issuer, to: path) }
        for algorithm in algorithms {
            let token = BearerToken(try issuer.token(algorithm))
            report(algorithm.rawValue, try await rate { _ = try await verifier.verify(token) })
            let name = "\(algorithm.rawValue) signature"
            report(name, try signatureRate { _ = try signatures.verify(token.exposed, keys: keys) })
        }
        let cached = verifier.cached(now: { time })
        let token = BearerToken(try issuer.token(.es256))
        report("cached", try await rate { _ = try await cached.verify(token) })
        let refused = BearerToken(try issuer.token(.es256, claims: { $0["exp"] = 1 }))
        report("refused", try await rate { _ = try? await verifier.verify(refused) })
    }

    /// How often it can be done in a second; a few times before that don't count.
    private static func rate(_ body: () async throws -> Void) async throws -> Double {
        for _ in 0..<50 { try await body() }
        let clock = ContinuousClock()
        let start = clock.now
        var count = 0
        while clock.now - start < .seconds(1) {
            for _ in 0..<20 { try await body() }
            count += 20
        }
        return Double(count) / ((clock.now - start) / .seconds(1))
    }

    /// The same for what waits for nothing, in a loop that doesn't either.
    private static func signatureRate(_ body: () throws -> Void) throws -> Double {
        for _ in 0..<50 { try body() }
        let clock = ContinuousClock()
        let start = clock.now
        var count = 0
        while clock.now - start < .seconds(1) {
            for _ in 0..<20 { try body() }
            count += 20
        }
        return Double(count) / ((clock.now - start) / .seconds(1))
    }

    private static func report(_ name: String, _ rate: Double) {
        let line: JSONValue = ["name": .string(name), "perSecond": .double(rate.rounded())]
        FileHandle.standardOutput.write(Data((line.text() + "\n").utf8))
    }

    private static func issue(to path: String) throws {
        let issuer = try TestIssuer([.es256])
        try Data(issuer.document()).write(to: URL(filePath: path))
        let now = Int64(Date().timeIntervalSince1970)
        let token = try issuer.token(claims: { claims in
            for (name, time) in [("iat", now), ("nbf", now), ("exp", now + 3600)] { claims[name] = .integer(time) }
        })
        FileHandle.standardOutput.write(Data((token + "\n").utf8))
    }

    private static func write(_ issuer: TestIssuer, to path: String) throws {
        let tokens = try algorithms.map {
            JSONValue.object(["alg": .string($0.rawValue), "token": .string(try issuer.token($0))])
        }
        let keys = try JSONParser.parse(issuer.document(secrets: true))
        let document: JSONValue = ["tokens": .array(tokens), "keys": keys["keys"] ?? []]
        try Data(document.encoded()).write(to: URL(filePath: path))
    }
}
