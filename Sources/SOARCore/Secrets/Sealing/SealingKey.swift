//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Crypto

import struct Foundation.Data

/// A key of 256 bits that stored secrets are sealed with; it prints as its id only.
public struct SealingKey: Sendable {
    /// Bytes of a key.
    public static let byteCount = 32

    /// Tells keys apart, and says nothing about them: 16 hexadecimal digits.
    public let id: String
    private let bytes: Secret<[UInt8]>

    /// Makes a new key from the system's random numbers.
    public init() {
        self.init(checked: unsafe SymmetricKey(size: .bits256).withUnsafeBytes { unsafe Array($0) })
    }

    /// Takes a key of 32 bytes; nil where there are more or fewer, or where they are all alike: nobody drew those.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount, Set(bytes).count > 1 else { return nil }
        self.init(checked: bytes)
    }

    /// Reads a key from 64 hexadecimal digits, or from base64 in either alphabet (RFC 4648 §4 and §5).
    ///
    /// - Throws: ``SealError/Code/invalidKey``; the text is not in it.
    public init(text: some StringProtocol) throws(SealError) {
        guard let key = Self.decoded(String(text)).flatMap({ SealingKey(bytes: $0) }) else {
            throw SealError(
                .invalidKey,
                "A sealing key is 32 random bytes as base64 or as 64 hexadecimal digits; make one with: "
                    + "openssl rand -base64 32")
        }
        self = key
    }

    private init(checked bytes: [UInt8]) {
        self.bytes = Secret(bytes)
        let digest = SHA256.hash(data: Data("soar-mcp sealing key".utf8) + Data(bytes))
        id = digest.prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// The key as it is written to a file.
    var text: Secret<String> { Secret(Data(bytes.exposed).base64EncodedString()) }

    /// The key as the cipher takes it.
    var symmetric: SymmetricKey { SymmetricKey(data: bytes.exposed) }

    private static func decoded(_ text: String) -> [UInt8]? {
        if text.utf8.count == 2 * byteCount { return hexadecimal(text) }
        let letters = text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "+"): UInt8(ascii: "-")
            case UInt8(ascii: "/"): UInt8(ascii: "_")
            default: byte
            }
        }
        let padding = letters.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        return Base64URL.decode(letters.dropLast(padding))
    }

    private static func hexadecimal(_ text: String) -> [UInt8]? {
        let digits = text.compactMap(\.hexDigitValue)
        guard digits.count == 2 * byteCount else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}

extension SealingKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "SealingKey(\(id))" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
