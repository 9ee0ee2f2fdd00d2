//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import Testing

@testable import SOARTransport

/// A subject is unique for its issuer only (RFC 7519 §4.1.2, RFC 9068 §2.2).
@Suite("The same subject of two issuers")
struct ForeignCallerTests {
    private static func caller(_ issuer: String?, _ subject: String = "ann", tokenID: APITokenID? = nil) -> AccessToken
    {
        AccessToken(subject: subject, issuer: issuer, client: "agent", tokenID: tokenID)
    }

    private static let callers = [
        caller(nil), caller("https://a.example"), caller("https://b.example"), caller("https://a.example", "bob"),
        caller("https://a.example:ann", ""), caller("", "ann"), caller(nil, "token:5"),
        caller("https://a.example", "token:5"),
        caller(nil, "token:5", tokenID: APITokenID(rawValue: 5)),
    ]

    @Test("is two callers: for sessions and calls, for what is counted, and for a state that went to the client")
    func apart() {
        let owners = Self.callers.dropLast().map(CallOwner.init)
        #expect(Set(owners).count == owners.count)
        #expect(Set(Self.callers.map(ExecutionOwner.init)).count == Self.callers.count)
        let bindings = Self.callers.dropLast().map {
            RequestStateSeal.Binding(caller: $0, method: "tools/call", params: [:])
        }
        #expect(Set(bindings).count == bindings.count)
    }

    @Test(
        "is told to whoever approves: nobody approves a run of his own",
        arguments: [nil, "https://a.example", "a b: c", ""])
    func subject(_ issuer: String?) {
        for subject in ["ann", "", "a:b:c", "7:x", "日本"] {
            let text = ForeignCaller(issuer: issuer, subject: subject).text
            #expect(ForeignCaller.subject(in: text) == subject)
        }
        #expect(ForeignCaller.subject(in: "token:5") == nil)
        #expect(ForeignCaller.subject(in: "issuer:x") == nil)
    }
}
