//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// Knows its tokens from the start: for tests, and for a service with a handful of fixed callers.
///
/// It keeps hashes and looks the presented token's hash up, so the time it takes says nothing about near misses.
public struct StaticTokenVerifier: TokenVerifier {
    private let callers: [APITokenHash: AccessToken]

    /// Takes the callers by their tokens.
    public init(_ callers: [String: AccessToken]) {
        self.callers = Dictionary(
            callers.map { (APITokenHash(of: $0.key), $0.value) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    init(hashes callers: [APITokenHash: AccessToken]) { self.callers = callers }

    public func verify(_ token: BearerToken) -> AccessToken? {
        callers[APITokenHash(of: token.exposed)]
    }
}

extension TokenVerifier where Self == StaticTokenVerifier {
    /// Knows its tokens from the start.
    public static func `static`(_ callers: [String: AccessToken]) -> Self { StaticTokenVerifier(callers) }
}
