//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Gives the stored secrets a new key.
///
/// Three steps, and after each of them every secret can be opened: the new key is put before the old ones, everything
/// is sealed anew in one transaction, the old ones are taken out. Whatever ends the process in between, the next
/// rotation goes on from there.
public struct KeyRotation: Sendable {
    /// What a rotation did.
    public struct Outcome: Hashable, Sendable {
        /// The key that everything is sealed with now.
        public var keyID: String
        /// How many values were sealed anew.
        public var resealed: Int
        /// Keys that are no longer needed.
        public var retired: [String]
    }

    private let store: SQLiteStore

    public init(_ store: SQLiteStore) { self.store = store }

    /// Makes a new key, seals everything with it, and takes the old ones out of the file.
    ///
    /// - Throws: ``SealError`` and ``StoreError``; then the old keys are still in the file.
    public func rotate(_ file: SealingKeyFile, by operator: Operator) async throws -> Outcome {
        let known = try begin(file)
        let keys = try file.read()
        let resealed = try await reseal(with: keys, by: `operator`)
        try await finish(file)
        return Outcome(keyID: keys.first?.id ?? "", resealed: resealed, retired: known.map(\.id))
    }

    /// Seals everything with the first of these keys; for keys that are kept elsewhere.
    ///
    /// - Returns: How many values were sealed with another one.
    /// - Throws: ``SealError`` for a value that none of the keys opens; then nothing is changed. ``StoreError``.
    public func reseal(with keys: [SealingKey], by operator: Operator) async throws -> Int {
        guard let first = keys.first else { throw SealError(.noKey, "there is no sealing key") }
        return try await store.changeSealedValues(by: `operator`) { values throws(SealError) in
            var changed: [SealedValue] = []
            for var value in values where SecretSealer.keyID(of: value.sealed) != first.id {
                value.sealed = try value.opening { value throws(SealError) in
                    let secret = try SecretSealer.open(value.sealed, for: value.purpose, with: keys)
                    return try SecretSealer.seal(secret, for: value.purpose, with: first)
                }
                changed.append(value)
            }
            return changed
        }
    }

    /// Puts a new key before those that are there.
    func begin(_ file: SealingKeyFile) throws(SealError) -> [SealingKey] {
        let known = try file.readOrCreate()
        guard known.count < SealingKeySource.maximumKeys else {
            throw SealError(
                .invalidKey, "“\(file.path)” holds \(known.count) keys already; take out what is not needed.")
        }
        try file.replace(with: [SealingKey()] + known)
        return known
    }

    /// Takes out all keys but the first.
    ///
    /// While the database can't be written, so that nobody stores a value that was sealed with one of the others.
    func finish(_ file: SealingKeyFile) async throws {
        _ = try await store.changeSealedValues(by: nil) { values throws(SealError) in
            let keys = try file.read()
            guard let first = keys.first else { throw SealError(.noKey, "there is no sealing key") }
            guard values.allSatisfy({ SecretSealer.keyID(of: $0.sealed) == first.id }) else {
                throw SealError(
                    .unavailable, "A secret was stored while the key was changed; old and new key stay. Run it again.")
            }
            try file.replace(with: [first])
            return []
        }
    }
}
