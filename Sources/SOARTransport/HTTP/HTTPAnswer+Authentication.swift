//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import SOARAuth
import SOARCore

extension HTTPAnswer {
    /// The answer to a request that was refused (RFC 6750 §3), in the words of its ``SOARAuth/AuthenticationFailure``.
    init(_ failure: AuthenticationFailure, challenge: String?) {
        let error =
            switch failure.status {
            case 401: "unauthorized"
            case 503: "unavailable"
            default: failure.challengeError ?? failure.reason
            }
        var json: JSONObject = [
            "error": .string(error), "message": .string(failure.message), "reason": .string(failure.reason),
        ]
        if !failure.requiredScopes.isEmpty { json["scopes"] = JSONValue(failure.requiredScopes.map(\.rawValue)) }
        self.init(status: HTTPResponse.Status(code: failure.status), json: .object(json))
        headers[.wwwAuthenticate] = challenge
        headers[.retryAfter] = failure.retryAfter.map(String.init)
    }
}
