//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Crypto

import protocol Foundation.ContiguousBytes

/// A shared secret, set up for its algorithm once: that takes longer than the code of a token does.
enum MessageCode: Sendable {
    case sha256(KeyedHash<SHA256>)
    case sha384(KeyedHash<SHA384>)
    case sha512(KeyedHash<SHA512>)

    /// Sets a secret up; nil for an algorithm that has none.
    init?(_ secret: SymmetricKey, _ algorithm: JWSAlgorithm) {
        switch algorithm {
        case .hs256: self = .sha256(KeyedHash(secret))
        case .hs384: self = .sha384(KeyedHash(secret))
        case .hs512: self = .sha512(KeyedHash(secret))
        default: return nil
        }
    }

    /// Whether that is the code of the bytes.
    ///
    /// The comparison takes as long whatever the difference, and a shortened code is none.
    func isValid(_ code: [UInt8], over bytes: ArraySlice<UInt8>) -> Bool {
        switch self {
        case .sha256(let prepared): prepared.isValid(code, over: bytes)
        case .sha384(let prepared): prepared.isValid(code, over: bytes)
        case .sha512(let prepared): prepared.isValid(code, over: bytes)
        }
    }
}

/// HMAC (RFC 2104 §4: both hashes have taken in the key), from the library's hashes.
///
/// The library's own is generic code of another module, which is not specialised for its callers and takes half as long again.
struct KeyedHash<Hash: HashFunction & Sendable>: Sendable {
    private let inner: Hash
    private let outer: Hash

    init(_ secret: SymmetricKey) {
        var key = unsafe secret.withUnsafeBytes { bytes in
            unsafe bytes.count > Hash.blockByteCount ? Array(Hash.hash(data: bytes)) : Array(bytes)
        }
        key += Array(repeating: 0, count: Hash.blockByteCount - key.count)
        var (inner, outer) = (Hash(), Hash())
        inner.update(data: key.map { $0 ^ 0x36 })
        outer.update(data: key.map { $0 ^ 0x5C })
        (self.inner, self.outer) = (inner, outer)
    }

    func isValid(_ code: [UInt8], over bytes: ArraySlice<UInt8>) -> Bool {
        var (inner, outer) = (inner, outer)
        unsafe bytes.withUnsafeBytes { unsafe inner.update(bufferPointer: $0) }
        unsafe inner.finalize().withUnsafeBytes { unsafe outer.update(bufferPointer: $0) }
        // All of it is compared, so that it takes as long whatever the difference.
        return unsafe outer.finalize().withUnsafeBytes { right in
            guard right.count == code.count else { return false }
            return unsafe zip(right, code).reduce(into: 0) { $0 |= $1.0 ^ $1.1 } == 0
        }
    }
}
