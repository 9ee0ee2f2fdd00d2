//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import SOARCore
import Testing

@Suite("What the OctoMation client sends")
struct OctoMationRequestTests {
    private let emptyList = CannedHTTP.Answer.json(#"{"code":200,"result":[]}"#)

    @Test(
        "keeps the path under which a reverse proxy has put the platform",
        arguments: [
            ("https://soar.example.com", ""), ("https://soar.example.com/", ""),
            ("https://gateway.example.com/team%20a/soar/", "/team%20a/soar"),
        ])
    func keepsPathPrefix(base: String, prefix: String) async throws {
        let http = CannedHTTP(emptyList)
        _ = try await client(http, base: base).playbooks()
        #expect(http.exchanges.map(\.path) == [prefix + "/odp/core/v1/api/playbook/findAll"])
        #expect(
            http.exchanges.first?.request.authority == (prefix.isEmpty ? "soar.example.com" : "gateway.example.com"))
    }

    @Test("sends the token in hg-token and nowhere else", arguments: [testToken, "1234567890123456789"])
    func sendsToken(token: String) async throws {
        let http = CannedHTTP(emptyList)
        _ = try await client(http, token: token).playbooks()
        let exchange = try #require(http.exchanges.first)
        let name = try #require(HTTPField.Name("hg-token"))
        #expect(exchange.request.headerFields[name] == token)
        #expect(exchange.request.headerFields[.contentType] == "application/json")
        #expect(exchange.request.headerFields.count { $0.value.contains(token) } == 1)
        #expect(!exchange.path.contains(token))
        #expect(!String(decoding: exchange.body, as: UTF8.self).contains(token))
    }

    @Test("sends nothing with a token that no header can carry", arguments: ["", "two\r\nlines", "令牌\n"])
    func refusesToken(token: String) async throws {
        let http = CannedHTTP(emptyList)
        let error = try await platformError { _ = try await client(http, token: token).playbooks() }
        #expect(error?.code == .notConfigured)
        #expect(http.exchanges.isEmpty)
    }

    @Test("asks for published playbooks with one of the labels")
    func asksForLabels() async throws {
        let http = CannedHTTP(emptyList)
        _ = try await client(http) { $0.labels = ["MCP", "夜班"] }.playbooks()
        #expect(
            http.exchanges.first?.json == ["publishStatus": "ONLINE", "labelList": [["name": "MCP"], ["name": "夜班"]]])
    }

    @Test("asks for all published playbooks where no label is configured")
    func asksForAll() async throws {
        let http = CannedHTTP(emptyList)
        _ = try await client(http) { $0.labels = [] }.playbooks()
        #expect(http.exchanges.first?.json == ["publishStatus": "ONLINE"])
    }

    @Test("asks for parameters by POST with the id in the query and no body")
    func asksForParameters() async throws {
        let http = CannedHTTP(emptyList)
        _ = try await client(http).parameters(of: PlaybookID(rawValue: 9_007_199_254_740_993))
        let exchange = try #require(http.exchanges.first)
        #expect(exchange.request.method == .post)
        #expect(exchange.path == "/api/playbook/param?playbookId=9007199254740993")
        #expect(exchange.body.isEmpty)
    }

    @Test("asks for state and result at the documented paths")
    func asksForActivity() async throws {
        let http = CannedHTTP(.json(#"{"code":200,"result":{}}"#))
        let activity = try #require(ActivityID("93a632c8-e8a0-406c-b915-54d3f7e3c59f"))
        let client = try client(http)
        _ = try await client.status(of: activity)
        _ = try await client.result(of: activity)
        #expect(
            http.exchanges.map(\.path) == [
                "/odp/core/v1/api/activity/93a632c8-e8a0-406c-b915-54d3f7e3c59f",
                "/odp/core/v1/api/event/activity?activityId=93a632c8-e8a0-406c-b915-54d3f7e3c59f",
            ])
        #expect(http.exchanges.allSatisfy { $0.request.method == .get && $0.body.isEmpty })
    }

    @Test(
        "has no way to ask for an id that names another path or parameter",
        arguments: ["../../../../../api/users", "abc&eventId=9", "a/b", "a%2Fb", "", " ", "ä", "a?b", "a#b"])
    func activityIDsAreHarmless(text: String) {
        #expect(ActivityID(text) == nil)
    }

    @Test("starts a playbook with strings as they are and everything else as JSON text")
    func sendsParameters() async throws {
        let http = CannedHTTP(.json(#"{"code":200,"result":"93a632c8-e8a0-406c-b915-54d3f7e3c59f"}"#))
        let activity = try await client(http).execute(
            ExecutionRequest(
                playbook: PlaybookID(rawValue: 1_907_203_516_548_373), eventID: 7,
                parameters: [
                    "src": "15.197.148.33", "count": 3, "big": 9_007_199_254_740_993, "on": true, "ratio": 0.5,
                    "hosts": ["a", 1, nil], "who": ["name": "李", "tags": []], "nothing": nil, "empty": "",
                ]))
        #expect(activity.description == "93a632c8-e8a0-406c-b915-54d3f7e3c59f")
        let exchange = try #require(http.exchanges.first)
        #expect(exchange.request.method == .post)
        #expect(exchange.path == "/odp/core/v1/api/event/execution")
        #expect(
            exchange.json == [
                "eventId": 7, "executorInstanceId": 1_907_203_516_548_373, "executorInstanceType": "PLAYBOOK",
                "params": [
                    ["key": "src", "value": "15.197.148.33"], ["key": "count", "value": "3"],
                    ["key": "big", "value": "9007199254740993"], ["key": "on", "value": "true"],
                    ["key": "ratio", "value": "0.5"], ["key": "hosts", "value": #"["a",1,null]"#],
                    ["key": "who", "value": #"{"name":"李","tags":[]}"#], ["key": "empty", "value": ""],
                ],
            ])
    }

    @Test("hands its time and size limits to every call")
    func handsLimits() async throws {
        let http = CannedHTTP(emptyList)
        let client = try client(http) {
            $0.timeout = .seconds(7)
            $0.maximumListBytes = 1000
            $0.maximumAnswerBytes = 100
        }
        _ = try await client.playbooks()
        _ = try await client.parameters(of: PlaybookID(rawValue: 1))
        #expect(http.exchanges.map(\.limits.timeout) == [.seconds(7), .seconds(7)])
        #expect(http.exchanges.map(\.limits.maximumBodyBytes) == [1000, 100])
    }
}
