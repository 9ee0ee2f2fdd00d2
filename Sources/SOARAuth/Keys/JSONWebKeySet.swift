//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// Keys by their names (RFC 7517 §5): what signatures of one issuer are checked with.
public struct JSONWebKeySet: Sendable {
    /// Keys in a document at most.
    public static let maximumKeys = 500
    /// Keys without a name at most: a token that names none is checked with each of them.
    public static let maximumNamelessKeys = 4
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
    private let named: [ExactText: [VerificationKey]]
    private let nameless: [VerificationKey]

    private init(keys: [VerificationKey], skipped: [Skipped]) {
        self.keys = keys
        self.skipped = skipped
        named = Dictionary(grouping: keys.filter { $0.id != nil }, by: { ExactText($0.id ?? "") })
        nameless = keys.filter { $0.id == nil }
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
    /// name and algorithm are both skipped, for nobody can tell which is meant. Of keys without a name a few are taken.
    ///
    /// - Parameters:
    ///   - document: JSON, at most ``maximumBytes`` long.
    ///   - acceptsSecrets: Whether symmetric keys are taken; only from a file that nobody else reads.
    ///   - algorithm: That of keys which don't say theirs and suit it; nil for the usual one of their type.
    /// - Throws: ``KeySetError`` where the document itself is wrong, or holds no key that can be used.
    public init(
        decoding document: [UInt8], acceptsSecrets: Bool = false, algorithm: JWSAlgorithm? = nil
    ) throws(KeySetError) {
        let elements = try Self.elements(document)
        var keys: [(index: Int, key: VerificationKey)] = []
        var skipped: [Skipped] = []
        for (index, element) in elements.enumerated() {
            do throws(KeySetError) {
                guard let members = element.objectValue else { throw KeySetError("it is no object") }
                let key = try VerificationKey(jwk: members, acceptsSecrets: acceptsSecrets, algorithm: algorithm)
                if key.id == nil, keys.count(where: { $0.key.id == nil }) == Self.maximumNamelessKeys {
                    throw KeySetError("there are \(Self.maximumNamelessKeys) keys without 'kid' before it")
                }
                keys.append((index, key))
            } catch {
                skipped.append(Skipped(index: index, keyID: Self.name(element), reason: error.message))
            }
        }
        let counts = Dictionary(grouping: keys.filter { $0.key.id != nil }, by: { Name($0.key) }).mapValues(\.count)
        for (index, key) in keys where counts[Name(key), default: 0] > 1 {
            skipped.append(Skipped(index: index, keyID: key.id, reason: "another key has the same 'kid'"))
        }
        let unique = keys.map(\.key).filter { counts[Name($0), default: 1] == 1 }
        guard !unique.isEmpty else {
            let reasons = Set(skipped.map(\.reason)).sorted().prefix(3).joined(separator: "; ")
            throw KeySetError("there is no key that can be used" + (reasons.isEmpty ? "" : ": \(reasons)"))
        }
        self.init(keys: unique, skipped: skipped.sorted { $0.index < $1.index })
    }

    /// Whether there is a key of that name.
    public func contains(keyID: String) -> Bool { named[ExactText(keyID)] != nil }

    /// The keys that a token with that `kid` may be checked with.
    ///
    /// A token without `kid` is for the only key, or for those without a name; where no key has one, every token is for
    /// all of them. Nothing else falls back to anything.
    func keys(named keyID: String?) -> [VerificationKey] {
        if let keyID, !named.isEmpty { return named[ExactText(keyID)] ?? [] }
        return keys.count == 1 ? keys : nameless
    }

    /// Whether such a token is checked with keys that it doesn't name: then one of them need not be the right one.
    func standsIn(for keyID: String?) -> Bool {
        !keys(named: keyID).isEmpty && !(keyID.map(contains(keyID:)) ?? false)
    }
}

extension JSONWebKeySet {
    /// What must be different between two keys of a set.
    private struct Name: Hashable {
        let id: ExactText?
        let algorithm: JWSAlgorithm

        init(_ key: VerificationKey) {
            id = key.id.map(ExactText.init)
            algorithm = key.algorithm
        }
    }

    private static func elements(_ document: [UInt8]) throws(KeySetError) -> [JSONValue] {
        let limits = JSONLimits(maximumBytes: maximumBytes, maximumDepth: 8, maximumValues: 50_000)
        let value: JSONValue
        do { value = try JSONParser.parse(document, limits: limits) } catch {
            throw KeySetError("the document is no JSON that is accepted: \(error.words(limits))")
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
