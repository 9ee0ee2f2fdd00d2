//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Crypto
import CryptoExtras

extension VerificationKey {
    /// Whether the signature was made over the bytes with this key's other half.
    ///
    /// A signature that is not of the algorithm's form is one that was not.
    func isValid(_ signature: [UInt8], over bytes: ArraySlice<UInt8>) -> Bool {
        switch material {
        case .rsa(let key): isValid(signature, over: bytes, rsa: key)
        // JWS has r and s side by side, each of the curve's length (RFC 7518 §3.4); DER is refused.
        case .p256(let key):
            (try? P256.Signing.ECDSASignature(rawRepresentation: signature)).map {
                key.isValidSignature($0, for: bytes)
            }
                ?? false
        case .p384(let key):
            (try? P384.Signing.ECDSASignature(rawRepresentation: signature)).map {
                key.isValidSignature($0, for: bytes)
            }
                ?? false
        case .p521(let key):
            (try? P521.Signing.ECDSASignature(rawRepresentation: signature)).map {
                key.isValidSignature($0, for: bytes)
            }
                ?? false
        case .ed25519(let key): key.isValidSignature(signature, for: bytes)
        case .mlDSA65(let key): key.isValidSignature(signature, for: bytes)
        case .mlDSA87(let key): key.isValidSignature(signature, for: bytes)
        case .secret: code?.isValid(signature, over: bytes) ?? false
        }
    }

    private func isValid(_ signature: [UInt8], over bytes: ArraySlice<UInt8>, rsa key: _RSA.Signing.PublicKey) -> Bool {
        let signature = _RSA.Signing.RSASignature(rawRepresentation: signature)
        return switch algorithm {
        case .rs256: key.isValidSignature(signature, for: SHA256.hash(data: bytes), padding: .insecurePKCS1v1_5)
        case .rs384: key.isValidSignature(signature, for: SHA384.hash(data: bytes), padding: .insecurePKCS1v1_5)
        case .rs512: key.isValidSignature(signature, for: SHA512.hash(data: bytes), padding: .insecurePKCS1v1_5)
        case .ps256: key.isValidSignature(signature, for: SHA256.hash(data: bytes), padding: .PSS)
        case .ps384: key.isValidSignature(signature, for: SHA384.hash(data: bytes), padding: .PSS)
        case .ps512: key.isValidSignature(signature, for: SHA512.hash(data: bytes), padding: .PSS)
        default: false
        }
    }
}
