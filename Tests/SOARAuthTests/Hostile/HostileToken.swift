//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import TestSupport
import Testing

/// One token that must be refused, and for what.
struct HostileToken: Sendable, CustomTestStringConvertible {
    let name: String
    let expected: AuthenticationFailure
    let make: @Sendable (TestIssuer) throws -> String

    init(
        _ name: String, _ expected: AuthenticationFailure, _ make: @escaping @Sendable (TestIssuer) throws -> String
    ) {
        self.name = name
        self.expected = expected
        self.make = make
    }

    var testDescription: String { name }

    /// All of the corpus.
    static let all = algorithms + keys + headers + claims + times + encodings + sizes
}

extension TestIssuer {
    /// A right token, cut into its three parts.
    func parts(_ algorithm: JWSAlgorithm = .es256) throws -> [String] {
        try token(algorithm).split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    }

    /// A token with one claim replaced, or removed where there is no value.
    func token(claim: String, _ value: JSONValue?) throws -> String { try token(claims: { $0[claim] = value }) }

    /// A token with one claim's JSON written as it is.
    func token(claim: String, raw: String) throws -> String {
        var claims = claims
        claims[claim] = JSONValue?.none
        let body = JSONValue.object(claims).text().dropLast()
        return try token(
            .es256, header: JSONValue.object(header(.es256)).text(), payload: "\(body),\"\(claim)\":\(raw)}")
    }

    /// A token over a payload's JSON written as it is.
    func token(payload: String) throws -> String {
        try token(.es256, header: JSONValue.object(header(.es256)).text(), payload: payload)
    }

    /// A token over a header's JSON written as it is.
    func token(header: String) throws -> String {
        try token(.es256, header: header, payload: JSONValue.object(claims).text())
    }

    /// A token whose header names another algorithm than the one it is signed with.
    func token(signedWith algorithm: JWSAlgorithm, naming name: JSONValue?) throws -> String {
        try token(algorithm, header: { $0["alg"] = name })
    }
}
