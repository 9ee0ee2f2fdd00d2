//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// Keys by their names (RFC 7517 §5): what signatures of one issuer are checked with.
public struct JSONWebKeySet: Sendable {
    /// Keys in a document at most.
    public static let maximumKeys = 500
    /// Length of a document in bytes.
    public static let maximumBytes = 1024 * 1024

    /// A key of a document that is not used.
    public struct Skipped: Hashable, Sendable {
        /// Its place in the document, from 0.
        public let index: Int
        public let keyID: String?
        /// Why; for the operator, without a byte of the key.
        public let reason: String
    }

    /// The keys in their order.
    public let keys: [VerificationKey]
    /// What a document held beside them.
    public let skipped: [Skipped]
    private let named: [String: [VerificationKey]]

    private init(keys: [VerificationKey], skipped: [Skipped]) {
        self.keys = keys
        self.skipped = skipped
        named = Dictionary(grouping: keys.filter { $0.id != nil }, by: { $0.id ?? "" })
    }

    /// Takes keys from a configuration.
    ///
    /// - Throws: ``KeySetError`` where two of one name are for the same algorithm, or one of several has no name.
    public init(_ keys: [VerificationKey]) throws(KeySetError) {
        guard !keys.isEmpty else { throw KeySetError("there is no key") }
        guard keys.count == 1 || keys.allSatisfy({ $0.id != nil }) else {
            throw KeySetError("each of several keys needs an id ('kid')")
        }
        guard Set(keys.map(Name.init)).count == keys.count else {
            throw KeySetError("two keys have the same id ('kid')")
        }
        self.init(keys: keys, skipped: [])
    }

    /// Reads a JWK Set document (RFC 7517 §5).
    ///
    /// A key that can't be used is skipped and reported, so that one odd key never takes the others along; two of one
    /// name and algorithm are both skipped, for nobody can tell which is meant.
    ///
    /// - Parameters:
    ///   - document: JSON, at most ``maximumBytes`` long.
    ///   - acceptsSecrets: Whether symmetric keys are taken; only from a file that nobody else reads.
    /// - Throws: ``KeySetError`` where the document itself is wrong, or holds no key that can be used.
    public init(decoding document: [UInt8], acceptsSecrets: Bool = false) throws(KeySetError) {
        let elements = try Self.elements(document)
        var keys: [(index: Int, key: VerificationKey)] = []
        var skipped: [Skipped] = []
        for (index, element) in elements.enumerated() {
            do throws(KeySetError) {
                guard let members = element.objectValue else { throw KeySetError("it is no object") }
                keys.append((index, try VerificationKey(jwk: members, acceptsSecrets: acceptsSecrets)))
            } catch {
                skipped.append(Skipped(index: index, keyID: Self.name(element), reason: error.message))
            }
        }
        let counts = Dictionary(grouping: keys, by: { Name($0.key) }).mapValues(\.count)
        for (index, key) in keys where counts[Name(key), default: 0] > 1 {
            skipped.append(Skipped(index: index, keyID: key.id, reason: "another key has the same 'kid'"))
        }
        let unique = keys.map(\.key).filter { counts[Name($0), default: 0] == 1 }
        guard !unique.isEmpty else {
            let reasons = Set(skipped.map(\.reason)).sorted().prefix(3).joined(separator: "; ")
            throw KeySetError("there is no key that can be used" + (reasons.isEmpty ? "" : ": \(reasons)"))
        }
        self.init(keys: unique, skipped: skipped.sorted { $0.index < $1.index })
    }

    /// Whether there is a key of that name.
    public func contains(keyID: String) -> Bool { named[keyID] != nil }

    /// The keys that a token with that `kid` may be checked with.
    ///
    /// A key without a name stands alone and is then for every token; a token without `kid` is for the only key. Nothing
    /// else falls back to anything.
    func keys(named keyID: String?) -> [VerificationKey] {
        if keys.count == 1, keyID == nil || keys[0].id == nil { return keys }
        return keyID.flatMap { named[$0] } ?? []
    }
}

extension JSONWebKeySet {
    /// What must be different between two keys of a set.
    private struct Name: Hashable {
        let id: String?
        let algorithm: JWSAlgorithm

        init(_ key: VerificationKey) {
            id = key.id
            algorithm = key.algorithm
        }
    }

    private static func elements(_ document: [UInt8]) throws(KeySetError) -> [JSONValue] {
        let limits = JSONLimits(maximumBytes: maximumBytes, maximumDepth: 8, maximumValues: 50_000)
        let value: JSONValue
        do { value = try JSONParser.parse(document, limits: limits) } catch {
            throw KeySetError("the document is no JSON that is accepted: \(error)")
        }
        guard let elements = value["keys"]?.arrayValue else {
            throw KeySetError("the document has no array 'keys' (RFC 7517 §5)")
        }
        guard elements.count <= maximumKeys else {
            throw KeySetError("the document has more than \(maximumKeys) keys")
        }
        return elements
    }

    private static func name(_ element: JSONValue) -> String? {
        element["kid"]?.stringValue.map { String($0.prefix(64)) }
    }
}
