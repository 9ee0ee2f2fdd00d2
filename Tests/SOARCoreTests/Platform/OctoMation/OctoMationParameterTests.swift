//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Testing

@Suite("How the OctoMation client reads parameters")
struct OctoMationParameterTests {
    private func parameters(_ items: String) async throws -> [PlaybookParameter] {
        try await client(CannedHTTP(.json("{\"code\":200,\"result\":[\(items)]}")))
            .parameters(of: PlaybookID(rawValue: 1))
    }

    @Test("reads the documented sample")
    func readsSample() async throws {
        let parameters = try await parameters(
            """
            {"status":null,"id":236,"cefId":"8f49ba3d","cefColumn":"src","cefDesc":"源地址","comment":null,
             "valueType":"STRING","paramConfigs":[{"name":"cef.src","required":true,"type":"STRING","description":"源地址",
             "lable":null,"defaultValue":null,"optionsList":null,"multiSelected":false,"array":false}]}
            """)
        #expect(parameters == [PlaybookParameter(name: "src", summary: "源地址", type: "STRING", isRequired: true)])
    }

    @Test(
        "takes a parameter for required where one node needs it",
        arguments: [
            ("", false), (#"{"required":false}"#, false), (#"{"required":null}"#, false), (#"{"required":true}"#, true),
            (#"{"required":false},{"required":true}"#, true), (#"{"required":"true"}"#, true),
        ])
    func readsRequired(configurations: String, expected: Bool) async throws {
        let parameters = try await parameters("{\"cefColumn\":\"a\",\"paramConfigs\":[\(configurations)]}")
        #expect(parameters.map(\.isRequired) == [expected])
    }

    @Test(
        "reads the values to choose from",
        arguments: [
            ("null", []), ("\"\"", []), ("\"high\"", ["high"]), ("\"high, low ,,中 \"", ["high", "low", "中"]),
            (#""[\"a,b\",\"c\",3,\"c\"]""#, ["a,b", "c", "3"]), (#"["x","y"]"#, ["x", "y"]),
            (#""[{\"label\":\"One\",\"value\":\"1\"}]""#, ["1"]), (#""[broken""#, ["[broken"]), ("7", []),
        ])
    func readsOptions(list: String, expected: [String]) async throws {
        let parameters = try await parameters("{\"cefColumn\":\"a\",\"paramConfigs\":[{\"optionsList\":\(list)}]}")
        #expect(parameters.map(\.options) == [expected])
    }

    @Test("takes over no more values to choose from than 500")
    func boundsOptions() async throws {
        let many = (0..<2000).map(String.init).joined(separator: ",")
        let parameters = try await parameters("{\"cefColumn\":\"a\",\"paramConfigs\":[{\"optionsList\":\"\(many)\"}]}")
        #expect(parameters.first?.options.count == 500)
    }

    @Test("looks for type, description and default where the first place has none")
    func readsFallbacks() async throws {
        let parameters = try await parameters(
            """
            {"cefColumn":"a","comment":"why","paramConfigs":[{"type":"INTEGER","defaultValue":5}]},
            {"cefColumn":"b","paramConfigs":[{"lable":"how"},{"defaultValue":["x"]}]},{"cefColumn":"c","paramConfigs":null}
            """)
        #expect(
            parameters == [
                PlaybookParameter(name: "a", summary: "why", type: "INTEGER", defaultValue: "5"),
                PlaybookParameter(name: "b", summary: "how", defaultValue: #"["x"]"#), PlaybookParameter(name: "c"),
            ])
    }

    @Test("does not take over a password's default", arguments: [#""valueType":"PASSWORD","#, ""])
    func dropsPasswordDefault(type: String) async throws {
        let parameters = try await parameters(
            "{\"cefColumn\":\"a\",\(type)\"paramConfigs\":[{\"type\":\"PASSWORD\",\"defaultValue\":\"hunter2\"}]}")
        #expect(parameters == [PlaybookParameter(name: "a", type: "PASSWORD")])
    }

    @Test(
        "takes an empty answer for a playbook that takes nothing",
        arguments: [#"{"code":200,"result":[]}"#, #"{"code":200,"result":null}"#, #"{"code":406,"msg":"none"}"#])
    func readsNone(text: String) async throws {
        #expect(try await client(CannedHTTP(.json(text))).parameters(of: PlaybookID(rawValue: 1)).isEmpty)
    }

    @Test("takes no other refusal for a playbook that takes nothing", arguments: [400, 404, 500, 500_006, 503_400])
    func refusalIsAnError(code: Int) async throws {
        let client = try client(CannedHTTP(.json("{\"code\":\(code),\"result\":null}")))
        let error = try await platformError { _ = try await client.parameters(of: PlaybookID(rawValue: 1)) }
        #expect(error?.platformCode == Int64(code))
    }
}
