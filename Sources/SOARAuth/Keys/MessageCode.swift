//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Crypto

/// A shared secret, set up for its algorithm once: that takes as long as the code of a token does.
enum MessageCode: Sendable {
    case sha256(HMAC<SHA256>)
    case sha384(HMAC<SHA384>)
    case sha512(HMAC<SHA512>)

    /// Sets a secret up; nil for an algorithm that has none.
    init?(_ secret: SymmetricKey, _ algorithm: JWSAlgorithm) {
        switch algorithm {
        case .hs256: self = .sha256(HMAC(key: secret))
        case .hs384: self = .sha384(HMAC(key: secret))
        case .hs512: self = .sha512(HMAC(key: secret))
        default: return nil
        }
    }

    /// Whether that is the code of the bytes.
    ///
    /// The comparison takes as long whatever the difference, and a shortened code is none.
    func isValid(_ code: [UInt8], over bytes: ArraySlice<UInt8>) -> Bool {
        switch self {
        case .sha256(let prepared): Self.isValid(code, over: bytes, prepared)
        case .sha384(let prepared): Self.isValid(code, over: bytes, prepared)
        case .sha512(let prepared): Self.isValid(code, over: bytes, prepared)
        }
    }

    private static func isValid<Hash>(_ code: [UInt8], over bytes: ArraySlice<UInt8>, _ prepared: HMAC<Hash>) -> Bool {
        var own = prepared
        own.update(data: bytes)
        return own.finalize() == code
    }
}
