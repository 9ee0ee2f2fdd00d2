//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Crypto
import CryptoExtras

import struct Foundation.Data

/// A password's hash by scrypt (RFC 7914).
struct ScryptHash: Hashable {
    /// What one computation costs.
    struct Cost: Hashable {
        /// N is 2 to that; 128·N·r bytes of memory.
        var exponent: Int
        var blockSize = 8
        var parallelism: Int

        /// One of the equally strong choices of OWASP's "Password Storage Cheat Sheet": the one with 32 MiB, so that
        /// several logins at once don't use up the machine's memory.
        static let standard = Cost(exponent: 15, parallelism: 3)
    }

    private static let marker = "$scrypt$"
    private static let saltBytes = 16
    private static let hashBytes = 32
    /// What a stored hash may ask for; more would keep a thread for longer than a login takes.
    private static let accepted = (exponent: 10...17, parallelism: 1...16)

    let cost: Cost
    private let salt: [UInt8]
    private let hash: [UInt8]

    init(of password: [UInt8], cost: Cost = .standard) throws(PasswordFault) {
        self.cost = cost
        var generator = SystemRandomNumberGenerator()
        salt = (0..<Self.saltBytes).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        hash = try Self.derive(password, salt, cost)
    }

    init?(_ text: String) {
        let pattern = /\$scrypt\$ln=([0-9]{1,2}),r=8,p=([0-9]{1,2})\$([A-Za-z0-9+\/]{22})\$([A-Za-z0-9+\/]{43})/
        guard let match = text.wholeMatch(of: pattern), let exponent = Int(match.1), let parallelism = Int(match.2),
            Self.accepted.exponent.contains(exponent), Self.accepted.parallelism.contains(parallelism),
            let salt = Data(base64Encoded: match.3 + "=="), let hash = Data(base64Encoded: match.4 + "=")
        else { return nil }
        cost = Cost(exponent: exponent, parallelism: parallelism)
        self.salt = Array(salt)
        self.hash = Array(hash)
    }

    var text: String {
        "\(Self.marker)ln=\(cost.exponent),r=\(cost.blockSize),p=\(cost.parallelism)"
            + "$\(Self.base64(salt))$\(Self.base64(hash))"
    }

    func matches(_ password: [UInt8]) throws(PasswordFault) -> Bool {
        ConstantTime.areEqual(try Self.derive(password, salt, cost), hash)
    }

    private static func derive(_ password: [UInt8], _ salt: [UInt8], _ cost: Cost) throws(PasswordFault) -> [UInt8] {
        do {
            return try unsafe KDF.Scrypt.deriveKey(
                from: password, salt: salt, outputByteCount: hashBytes, rounds: 1 << cost.exponent,
                blockSize: cost.blockSize, parallelism: cost.parallelism
            ).withUnsafeBytes { unsafe Array($0) }
        } catch {
            throw .unavailable
        }
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        String(Data(bytes).base64EncodedString().prefix { $0 != "=" })
    }
}
