//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// The `WWW-Authenticate` value of a refusal (RFC 6750 §3).
struct BearerChallenge {
    private let failure: AuthenticationFailure
    private let resource: ProtectedResource?

    /// Makes a challenge; nil where the failure is not about credentials.
    init?(_ failure: AuthenticationFailure, resource: ProtectedResource? = nil) {
        switch failure {
        case .unavailable, .undecided, .tooMany: return nil
        default: break
        }
        self.failure = failure
        self.resource = resource
    }

    var headerValue: String {
        var parameters: [String] = []
        if let error = failure.challengeError {
            parameters.append("error=\"\(error)\"")
            parameters.append("error_description=\"\(Self.quotable(failure.message))\"")
        }
        let scopes = scopes.filter(\.isToken).map(\.rawValue)
        if !scopes.isEmpty { parameters.append("scope=\"\(scopes.joined(separator: " "))\"") }
        if let resource, asksForAnotherToken { parameters.append("resource_metadata=\"\(resource.metadataURL)\"") }
        // One parameter there must be (RFC 6750 §3).
        if parameters.isEmpty { parameters.append("realm=\"soar-mcp\"") }
        return "Bearer " + parameters.joined(separator: ", ")
    }

    /// Whether another token would help; a malformed request needs other syntax.
    private var asksForAnotherToken: Bool { failure.status == 401 || failure.status == 403 }

    /// All scopes of the operation, or those to begin with (MCP authorization, "Scope Selection Strategy").
    private var scopes: [Scope] {
        failure.status == 401 ? resource?.initialScopes ?? [] : failure.requiredScopes
    }

    /// Keeps the characters that `error_description` may hold.
    private static func quotable(_ text: String) -> String {
        if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") })
        {
            return text
        }
        return String(text.unicodeScalars.filter { (0x20...0x7E).contains($0.value) && $0 != "\"" && $0 != "\\" })
    }
}
