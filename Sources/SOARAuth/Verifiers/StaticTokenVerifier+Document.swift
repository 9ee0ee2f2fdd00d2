//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension StaticTokenVerifier {
    /// Callers in a document at most.
    public static let maximumCallers = 10_000

    /// Reads callers from a document that holds the hashes of their tokens, never the tokens.
    ///
    /// `{"tokens": [{"sha256": "<64 hex digits>", "subject": "alice", "client": "cli", "scopes": ["playbooks:read"]}]}`;
    /// `name` and `tenant` may be there too.
    ///
    /// - Parameter document: JSON.
    /// - Throws: ``KeySetError`` with the entry that is wrong and what is accepted.
    public init(document: [UInt8]) throws(KeySetError) {
        let value: JSONValue
        do { value = try JSONParser.parse(document) } catch { throw KeySetError("the file is no JSON: \(error)") }
        guard let entries = value["tokens"]?.arrayValue, (1...Self.maximumCallers).contains(entries.count) else {
            throw KeySetError("the file needs an array 'tokens' of 1 to \(Self.maximumCallers) entries")
        }
        var callers: [APITokenHash: AccessToken] = [:]
        for (index, entry) in entries.enumerated() {
            let (hash, caller) = try Self.caller(entry, place: "tokens[\(index)]")
            guard callers.updateValue(caller, forKey: hash) == nil else {
                throw KeySetError("tokens[\(index)]: the same hash is there twice")
            }
        }
        self.init(hashes: callers)
    }

    private static func caller(_ entry: JSONValue, place: String) throws(KeySetError) -> (APITokenHash, AccessToken) {
        guard let members = entry.objectValue else { throw KeySetError("\(place) is no object") }
        func text(_ name: String) throws(KeySetError) -> String? {
            guard let value = members[name] else { return nil }
            guard let text = value.stringValue, !text.isEmpty else {
                throw KeySetError("\(place): '\(name)' is no text")
            }
            return text
        }
        guard let digits = try text("sha256"), let hash = APITokenHash(hexadecimal: digits) else {
            throw KeySetError("\(place): 'sha256' has 64 hexadecimal digits (printf %s TOKEN | sha256sum)")
        }
        guard let subject = try text("subject") else { throw KeySetError("\(place): 'subject' is missing") }
        let scopes = try scopes(members["scopes"], place: place)
        let caller = AccessToken(
            subject: subject, client: try text("client") ?? subject, name: try text("name"),
            tenant: try text("tenant").map(TenantID.init(rawValue:)) ?? .default, scopes: scopes)
        return (hash, caller)
    }

    private static func scopes(_ value: JSONValue?, place: String) throws(KeySetError) -> Set<Scope> {
        guard let value else { return Scope.standard }
        let names = value.arrayValue?.compactMap(\.stringValue) ?? []
        guard let count = value.arrayValue?.count, count == names.count else {
            throw KeySetError("\(place): 'scopes' is an array of texts")
        }
        let unknown = names.first { name in !Scope.all.contains(Scope(rawValue: name)) }
        if let unknown {
            let known = Scope.all.map(\.rawValue).joined(separator: ", ")
            throw KeySetError("\(place): the scope '\(unknown.prefix(64))' is unknown; accepted: \(known)")
        }
        return Set(names.map(Scope.init(rawValue:)))
    }
}

extension APITokenHash {
    /// Takes a hash as `sha256sum` writes it.
    fileprivate init?(hexadecimal digits: String) {
        guard digits.utf8.count == 64 else { return nil }
        var bytes: [UInt8] = []
        var rest = digits[...]
        while !rest.isEmpty {
            guard let byte = UInt8(rest.prefix(2), radix: 16), rest.first != "+" else { return nil }
            bytes.append(byte)
            rest = rest.dropFirst(2)
        }
        self.init(bytes: bytes)
    }
}
