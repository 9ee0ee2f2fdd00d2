//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARAuth
import SOARCore

@testable import SOARTransport

/// What the tests of the sealed state have in common.
enum SealSamples {
    static let now = Date(timeIntervalSinceReferenceDate: 800_000_000.25)
    static let caller = AccessToken(subject: "token:7", client: "desk", tenant: TenantID(rawValue: "blue"))
    static let params: JSONObject = [
        "name": "approve", "arguments": ["host": "web-1", "count": 2, "deep": ["b": 1, "a": [true, nil, "é"]]],
    ]
    static let state: JSONValue = ["step": 2, "answers": ["who": "admin", "id": 1_234_567_890_123_456_789, "x": 0.5]]

    static var binding: RequestStateSeal.Binding { binding() }

    static func binding(
        caller: AccessToken = caller, method: String = "tools/call", params: JSONObject = params
    ) -> RequestStateSeal.Binding {
        RequestStateSeal.Binding(caller: caller, method: method, params: params)
    }

    /// A seal whose key is the same wherever it is made.
    static func seal(lifetime: Duration = .seconds(600), maximumBytes: Int = 64 * 1024) -> RequestStateSeal {
        RequestStateSeal(secret: Array(0..<32), lifetime: lifetime, maximumBytes: maximumBytes)
    }
}

extension RequestStateSeal {
    /// What comes of opening, as a value.
    func opening(
        _ text: String, for binding: Binding = SealSamples.binding, now: Date = SealSamples.now
    ) -> Result<JSONValue, RequestStateError> {
        do throws(RequestStateError) {
            return .success(try open(text, for: binding, now: now).state)
        } catch {
            return .failure(error)
        }
    }
}
