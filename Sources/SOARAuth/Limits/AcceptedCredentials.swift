//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Crypto
import HTTPTypes
import SOARCore
import Synchronization

/// The credentials that were accepted in this process, as keyed hashes.
///
/// No token is kept: an entry is SHA-256 over a secret of this process and the credentials, as
/// ``CachingTokenVerifier`` has it. Only what was accepted gets in, so nobody pushes others out with what he invents.
final class AcceptedCredentials: Sendable {
    /// What a request presents, hashed.
    struct Key: Hashable, Sendable {
        fileprivate let digest: SHA256Digest
    }

    /// Has taken in the secret already: 64 bytes, one block of the hash.
    private let salted: SHA256
    private let known: Mutex<GenerationalCache<Key, Void>>

    init(limit: Int) {
        var random = SystemRandomNumberGenerator()
        var salted = SHA256()
        salted.update(data: (0..<SHA256.blockByteCount).map { _ in UInt8.random(in: .min ... .max, using: &random) })
        self.salted = salted
        known = Mutex(GenerationalCache(limit: limit))
    }

    /// How many there are.
    var count: Int { known.withLock(\.count) }

    /// What the request presents; nil where it presents nothing.
    ///
    /// Read as it came: two spellings of the same credentials are two keys.
    func key(of request: HTTPRequest) -> Key? {
        let headers = request.headerFields[values: .authorization]
        var hash = salted
        if headers.isEmpty {
            guard let path = request.path, let mark = path.firstIndex(of: "?"), path[mark...].contains("token=") else {
                return nil
            }
            hash.update(data: Array(path[mark...].utf8))
        } else {
            for header in headers { hash.update(data: Array(header.utf8) + [0]) }
        }
        return Key(digest: hash.finalize())
    }

    func contains(_ key: Key) -> Bool { known.withLock { $0.value(for: key) != nil } }

    func insert(_ key: Key) {
        known.withLock { known in
            if known.value(for: key) == nil { known.insert((), for: key) }
        }
    }

    func remove(_ key: Key) { known.withLock { $0.remove(key) } }
}
