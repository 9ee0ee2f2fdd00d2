//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import TestSupport
import Testing

@Suite("Parameters in the audit log")
struct SecretNamesTests {
    private func recorded(_ arguments: JSONValue) async throws -> JSONValue? {
        try await withTestServer { server in
            _ = try await server.client(named: "alice").tool("list_playbooks_quick", arguments)
            return try await server.records().last?.parameters
        }
    }

    @Test(
        "lose the value where the name speaks of a secret, however it is spelled",
        arguments: [
            "pwd", "DB-Password", "pass_phrase", "Private Key", "api.key", "Set-Cookie", "authorization", "新密码",
        ])
    func secretNames(_ name: String) async throws {
        var arguments = JSONObject()
        arguments[name] = "canary"
        arguments["plain"] = "shown"
        let parameters = try await recorded(.object(arguments))
        #expect(parameters?[name] == "(redacted)")
        #expect(parameters?["plain"] == "shown")
    }

    @Test("are looked into where they hold JSON as text")
    func jsonAsText() async throws {
        let parameters = try await recorded([
            "body": #"{"user":"bob","password":"canary","nested":"[{\"token\":\"canary\"}]"}"#
        ])
        let body = try #require(parameters?["body"]?.stringValue)
        #expect(!body.contains("canary"))
        #expect(body.contains("bob"))
    }

    @Test("all stay, also those whose names look alike once they are scrubbed")
    func namesThatCollide() async throws {
        let parameters = try await recorded(["a\u{1}": 1, "a\u{2}": 2])
        #expect(parameters?.objectValue?.count == 2)
    }
}
