//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// The `WWW-Authenticate` value of a refusal (RFC 6750 §3).
struct BearerChallenge {
    private let failure: AuthenticationFailure

    /// Makes a challenge; nil where the failure is not about credentials.
    init?(_ failure: AuthenticationFailure) {
        if case .unavailable = failure { return nil }
        self.failure = failure
    }

    var headerValue: String {
        var parameters: [String] = []
        if let error = failure.challengeError {
            parameters.append("error=\"\(error)\"")
            parameters.append("error_description=\"\(Self.quotable(failure.message))\"")
        }
        let scopes = failure.requiredScopes.map(\.rawValue).filter(Self.isScopeToken)
        if !scopes.isEmpty { parameters.append("scope=\"\(scopes.joined(separator: " "))\"") }
        return parameters.isEmpty ? "Bearer" : "Bearer " + parameters.joined(separator: ", ")
    }

    /// Keeps the characters that `error_description` may hold.
    private static func quotable(_ text: String) -> String {
        if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") })
        {
            return text
        }
        return String(text.unicodeScalars.filter { (0x20...0x7E).contains($0.value) && $0 != "\"" && $0 != "\\" })
    }

    /// The characters of a scope token (RFC 6749 §3.3).
    private static func isScopeToken(_ scope: String) -> Bool {
        scope.unicodeScalars.allSatisfy { (0x21...0x7E).contains($0.value) && $0 != "\"" && $0 != "\\" }
    }
}
