//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Testing

@Suite("What the OctoMation client takes out of a result")
struct PasswordRedactionTests {
    private func result(_ result: JSONValue) async throws -> JSONValue? {
        let activity = try #require(ActivityID("a"))
        let envelope: JSONValue = ["code": 200, "result": result]
        return try await client(CannedHTTP(.json(envelope.text()))).result(of: activity)["result"]
    }

    @Test("takes out the value of a setting that is a password, at any depth", arguments: ["PASSWORD", "password"])
    func redactsSettings(type: String) async throws {
        let redacted = try await result([
            "list": [
                ["name": "key", "type": .string(type), "value": "hunter2", "defaultValue": 5, "lable": "kept"],
                ["name": "host", "type": "STRING", "value": "kept"],
                ["name": "none", "type": .string(type), "value": nil],
            ]
        ])
        #expect(
            redacted == [
                "list": [
                    [
                        "name": "key", "type": .string(type), "value": "(redacted)", "defaultValue": "(redacted)",
                        "lable": "kept",
                    ],
                    ["name": "host", "type": "STRING", "value": "kept"],
                    ["name": "none", "type": .string(type), "value": nil],
                ]
            ])
    }

    @Test(
        "takes out what is named like a credential",
        arguments: [
            "password", "Password", "salt", "secret", "token", "passwordHistory", "hg-token", "access_token", "apiKey",
        ])
    func redactsNames(name: String) async throws {
        let redacted = try await result(["user": .object([name: ["a", "b"]])])
        #expect(redacted == ["user": .object([name: "(redacted)"])])
    }

    @Test("leaves everything else as it is", arguments: ["passwordExpireTime", "tokens", "type", "value", "code"])
    func keepsNames(name: String) async throws {
        #expect(try await result(["user": JSONValue.object([name: "kept"])]) == ["user": .object([name: "kept"])])
    }

    @Test("looks into JSON text, and keeps the spelling of text without credentials")
    func redactsNestedText() async throws {
        let redacted = try await result([
            "settings": #"[{"name":"p","type":"PASSWORD","value":"hunter2"}]"#,
            "nested": .string(JSONValue.object(["inner": #"{ "secret": "hunter2" }"#]).text()),
            "plain": #"{ "a" :  1 }"#, "broken": #"{"password":"#,
        ])
        #expect(redacted?["settings"] == #"[{"name":"p","type":"PASSWORD","value":"(redacted)"}]"#)
        #expect(redacted?["nested"] == #"{"inner":"{\"secret\":\"(redacted)\"}"}"#)
        #expect(redacted?["plain"] == #"{ "a" :  1 }"#)
        #expect(redacted?["broken"] == #"{"password":"#)
    }

    @Test("takes out the token that it asks with")
    func redactsOwnToken() async throws {
        let redacted = try await result(["log": .string("sent hg-token: \(testToken), got 200")])
        #expect(redacted == ["log": "sent hg-token: (redacted), got 200"])
    }
}
