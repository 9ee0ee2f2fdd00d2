//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import Testing

@testable import SOARTransport

/// Whose, and for what, a sealed `requestState` is (requirement R95).
@Suite("What a request state is bound to")
struct RequestStateBindingTests {
    private let seal = SealSamples.seal()

    /// What comes of a state that was sealed for the sample request, for another one.
    private func opening(for binding: RequestStateSeal.Binding) throws -> Result<JSONValue, RequestStateError> {
        let text = try seal.seal(SealSamples.state, for: SealSamples.binding, now: SealSamples.now)
        return seal.opening(text, for: binding)
    }

    @Test(
        "another caller can't use it",
        arguments: [
            AccessToken(subject: "token:8", client: "desk", tenant: TenantID(rawValue: "blue")),
            AccessToken(subject: "token:7", client: "Desk", tenant: TenantID(rawValue: "blue")),
            AccessToken(subject: "token:7", client: "desk", tenant: TenantID(rawValue: "red")),
            AccessToken(subject: "token:7", client: "desk"),
            AccessToken(subject: "token:7d", client: "esk", tenant: TenantID(rawValue: "blue")),
            AccessToken(subject: "etoken:7", client: "desk", tenant: TenantID(rawValue: "blu")),
            AccessToken(subject: "desk", client: "token:7", tenant: TenantID(rawValue: "blue")),
            AccessToken(subject: "", client: "", tenant: TenantID(rawValue: "")),
        ])
    func caller(_ caller: AccessToken) throws {
        #expect(try opening(for: SealSamples.binding(caller: caller)) == .failure(.invalid))
    }

    @Test("the same caller can use it with a token that says other things")
    func renewedToken() throws {
        var caller = SealSamples.caller
        caller.name = "another name"
        caller.expiresAt = SealSamples.now
        caller.claims = ["jti": "2"]
        #expect(try opening(for: SealSamples.binding(caller: caller)) == .success(SealSamples.state))
    }

    @Test("another method can't use it", arguments: ["prompts/get", "tools/cal", "tools/call ", "Tools/call", ""])
    func method(_ method: String) throws {
        #expect(try opening(for: SealSamples.binding(method: method)) == .failure(.invalid))
    }

    @Test(
        "other parameters can't use it",
        arguments: [
            ["name": "reject"], ["name": nil], ["arguments": [:]], ["arguments": ["host": "web-2"]],
            ["arguments": ["host": "web-1", "count": 2, "deep": ["b": 1, "a": [nil, true, "é"]]]],
            ["arguments": ["host": "web-1", "count": "2", "deep": ["b": 1, "a": [true, nil, "é"]]]],
            ["arguments": ["host": "web-1", "count": 2.5, "deep": ["b": 1, "a": [true, nil, "é"]]]],
            ["arguments": ["host": "web-1", "count": 2, "deep": ["b": 1, "a": [true, nil, "e\u{301}"]]]],
            ["arguments": ["host": "web-1", "count": 2, "deep": ["b": 1, "a": [true, nil, "é"], "_meta": [:]]]],
            ["more": nil], ["requeststate": "x"],
        ] as [JSONObject])
    func params(_ difference: JSONObject) throws {
        let params = SealSamples.params.merging(difference)
        #expect(try opening(for: SealSamples.binding(params: params)) == .failure(.invalid))
    }

    @Test("fewer parameters can't use it", arguments: ["name", "arguments"])
    func missing(_ name: String) throws {
        var params = SealSamples.params
        params[name] = nil
        #expect(try opening(for: SealSamples.binding(params: params)) == .failure(.invalid))
    }

    @Test("what belongs to one try only may change")
    func changing() throws {
        let params = SealSamples.params.merging([
            "_meta": ["progressToken": 9], "inputResponses": ["who": ["action": "accept"]], "requestState": "abc",
        ])
        #expect(try opening(for: SealSamples.binding(params: params)) == .success(SealSamples.state))
    }

    @Test("the order of members and the spelling of whole numbers do not count, at any depth")
    func rewritten() throws {
        let params: JSONObject = [
            "arguments": ["deep": ["a": [true, nil, "é"], "b": 1.0], "count": 2.0, "host": "web-1"], "name": "approve",
        ]
        #expect(SealSamples.binding(params: params) == SealSamples.binding)
        #expect(try opening(for: SealSamples.binding(params: params)) == .success(SealSamples.state))
    }

    @Test("the order of elements counts")
    func elements() {
        #expect(
            SealSamples.binding(params: ["arguments": [1, 2]]) != SealSamples.binding(params: ["arguments": [2, 1]]))
    }

    @Test("values that say the same have one canonical text")
    func canonical() throws {
        // The two names of the last members are canonically equivalent, and two names all the same.
        let one = try JSONParser.parse(#"{"b":[{"y":1.0,"x":-0.0}],"a":"\u0041","\u00e9":1e2,"e\u0301":1.5}"#)
        let other = try JSONParser.parse(#"{"e\u0301":1.50,"\u00e9":100,"a":"A","b":[{"x":0,"y":1}]}"#)
        let canonical = "{\"a\":\"A\",\"b\":[{\"x\":0,\"y\":1}],\"e\u{301}\":1.5,\"\u{E9}\":100}"
        #expect(one.canonical.encoded() == Array(canonical.utf8))
        #expect(other.canonical.encoded() == Array(canonical.utf8))
    }
}
