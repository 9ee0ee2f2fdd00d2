//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import TestSupport
import Testing

@Suite("Many clients at once")
struct ManyClientsTests {
    @Test("200 clients with 20 tokens: every record names the right token, and uses add up exactly")
    func everyRecordNamesTheRightToken() async throws {
        let (clients, tokens, calls) = (200, 20, 5)
        try await withRunningServer { server in
            var secrets: [String] = []
            for number in 0..<tokens { secrets.append(try server.newToken("token-\(number)")) }
            try await withThrowingTaskGroup { group in
                for number in 0..<clients {
                    let client = server.client(secrets[number % tokens])
                    group.addTask {
                        for _ in 0..<calls {
                            let answer = try await client.tool(
                                "list_playbooks_quick", ["category": .string("token-\(number % tokens)")])
                            #expect(answer.status == 200)
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(server.end().status == 0)

            let records = try server.auditRecords()
            #expect(records.count == clients * calls)
            for record in records { #expect(record["tokenName"] == record["parameters"]?["category"]) }
            #expect(Set(records.compactMap { $0["callID"]?.stringValue }).count == records.count)

            let listed = try JSONParser.parse(try server.command("token", "list", "--json").output).arrayValue ?? []
            #expect(listed.count == tokens)
            for token in listed { #expect(token["useCount"]?.integerValue == Int64(clients * calls / tokens)) }
        }
    }
}
