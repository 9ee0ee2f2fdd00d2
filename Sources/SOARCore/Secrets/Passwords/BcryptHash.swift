//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

#if SystemCrypt
import CCrypt
#endif

/// A password's hash by bcrypt, as the predecessor made it: 60 characters, `$2a$`, `$2b$` or `$2y$` in front.
///
/// Bcrypt looks at the first 72 bytes of a password only.
struct BcryptHash: Hashable {
    /// The predecessor's is 12; each step more takes twice as long.
    private static let acceptedCosts = 4...15

    let text: String

    init?(_ text: String) {
        guard let match = text.wholeMatch(of: /\$2[aby]\$([0-9]{2})\$[.\/A-Za-z0-9]{53}/), let cost = Int(match.1),
            Self.acceptedCosts.contains(cost)
        else { return nil }
        self.text = text
    }

    func matches(_ password: [UInt8]) throws(PasswordFault) -> Bool {
        #if SystemCrypt
        // Libcrypt refuses longer ones, and bcrypt would not look at the rest anyway.
        let phrase = password.prefix(72) + [0]
        let setting = Array(text.utf8) + [0]
        // What it works in, zeroed before and after: the password is in there.
        var workspace = [UInt8](repeating: 0, count: Int(MemoryLayout<crypt_data>.size))
        defer { for index in workspace.indices { workspace[index] = 0 } }
        let hash: [UInt8]? = unsafe phrase.withUnsafeBytes { phrase in
            unsafe setting.withUnsafeBytes { setting in
                unsafe workspace.withUnsafeMutableBytes { workspace in
                    guard let phrase = unsafe phrase.assumingMemoryBound(to: CChar.self).baseAddress,
                        let setting = unsafe setting.assumingMemoryBound(to: CChar.self).baseAddress,
                        let result = unsafe crypt_rn(phrase, setting, workspace.baseAddress, CInt(workspace.count))
                    else { return nil }
                    return Array(unsafe String(cString: result).utf8)
                }
            }
        }
        guard let hash else { throw .unavailable }
        return ConstantTime.areEqual(hash, Array(text.utf8))
        #else
        throw .unsupported
        #endif
    }
}

extension PasswordHash {
    /// Whether this build can check a hash of that kind at all.
    public var isSupported: Bool {
        #if SystemCrypt
        true
        #else
        if case .scrypt = scheme { true } else { false }
        #endif
    }
}
