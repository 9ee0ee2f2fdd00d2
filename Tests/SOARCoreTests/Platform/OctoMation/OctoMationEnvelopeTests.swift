//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Testing

@Suite("How the OctoMation client takes an answer")
struct OctoMationEnvelopeTests {
    private func error(_ answer: CannedHTTP.Answer, token: String = testToken) async throws -> PlatformError? {
        let client = try client(CannedHTTP(answer), token: token)
        return try await platformError { _ = try await client.playbooks() }
    }

    @Test("takes codes from 200 to 204, also as digits", arguments: ["200", "201", "202", "203", "204", "\"200\""])
    func takesSuccess(code: String) async throws {
        #expect(try await error(.json("{\"result\":[],\"code\":\(code)}")) == nil)
    }

    @Test(
        "tells the kinds of refusal apart",
        arguments: [
            (401, PlatformError.Code.unauthorized), (500_001, .unauthorized), (500_006, .unauthorized),
            (500_010, .unauthorized), (404, .business), (400, .business), (500, .business), (503_401, .business),
            (510_025, .business), (987_654, .business), (205, .business), (0, .business), (406, .notFound),
            (412, .notFound), (503_400, .notFound),
        ])
    func mapsCodes(code: Int, kind: PlatformError.Code) async throws {
        let error = try await error(.json("{\"code\":\(code),\"result\":null,\"msg\":\"why\"}"))
        #expect(error == PlatformError(kind, "", platformCode: Int64(code)))
        #expect(error?.message.contains("why") == true)
        #expect(error?.message.contains(String(code)) == true)
    }

    @Test("names a documented code")
    func namesCode() async throws {
        let error = try await error(.json(#"{"code":503518}"#))
        #expect(error?.message == "The platform refused (code 503518 STRICT_MODEL_NO_APPROVER).")
    }

    @Test("reads the reason from msg or from message", arguments: ["msg", "message"])
    func readsReason(name: String) async throws {
        let error = try await error(.json("{\"code\":200000,\"\(name)\":\"缺少参数 src\"}"))
        #expect(error?.message == "The platform refused (code 200000 VALIDATION_FAILED): 缺少参数 src")
    }

    @Test("shows the platform's words short and without control characters")
    func cleansReason() async throws {
        let long = String(repeating: "x", count: 5000)
        let error = try #require(
            try await error(.json("{\"code\":400,\"msg\":\"a\\n\\u001b[31mb\\u202e\\u0000 \(long)\"}")))
        #expect(error.message.contains("a [31mb xxx"))
        #expect(error.message.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
        #expect(error.message.count < 400)
    }

    @Test(
        "never shows its token, even where the platform does",
        arguments: [
            CannedHTTP.Answer.json("{\"code\":401,\"msg\":\"bad token \(testToken)!\"}"),
            .status(500, "{\"message\":\"\(testToken)\"}"), .status(401, "{\"msg\":\"\(testToken)\"}"),
            .json("\(testToken)"), .status(302, testToken), .fault(.unreachable),
        ])
    func hidesToken(answer: CannedHTTP.Answer) async throws {
        let error = try #require(try await error(answer))
        #expect(!"\(error)".contains(testToken))
        #expect(!String(reflecting: error).contains(testToken))
    }

    @Test("does not print the token of its configuration")
    func configurationHidesToken() throws {
        let client = try client(CannedHTTP(.fault(.unreachable)))
        var dumped = ""
        dump(client, to: &dumped)
        #expect(!dumped.contains(testToken))
    }

    @Test(
        "tells the kinds of HTTP fault apart",
        arguments: [
            (401, PlatformError.Code.unauthorized), (403, .unauthorized), (404, .http), (302, .http), (307, .http),
            (500, .http), (502, .http), (204, .http), (429, .http),
        ])
    func mapsStatus(status: Int, kind: PlatformError.Code) async throws {
        #expect(try await error(.status(status, "<html>"))?.code == kind)
    }

    @Test(
        "refuses what is not the documented envelope",
        arguments: [
            "", "<html>login</html>", "[]", "{}", #"{"result":[]}"#, #"{"code":null,"result":[]}"#,
            #"{"code":200,"code":401,"result":[]}"#, #"{"code":200,"result":{"other":1}}"#, #"{"code":200,"result":7}"#,
        ])
    func refusesOtherAnswers(text: String) async throws {
        #expect(try await error(.json(text))?.code == .unreadable)
    }

    @Test(
        "knows of no execution where there is no record of it",
        arguments: [#"{"code":406,"result":null,"msg":"x"}"#, #"{"code":200,"result":null}"#, #"{"code":200}"#])
    func knowsNoActivity(text: String) async throws {
        let activity = try #require(ActivityID("activity-1"))
        let client = try client(CannedHTTP(.json(text)))
        #expect(try await platformError { _ = try await client.status(of: activity) }?.code == .notFound)
        #expect(try await platformError { _ = try await client.result(of: activity) }?.code == .notFound)
    }

    @Test("says that nothing is configured, whatever it is asked")
    func unconfigured() async throws {
        let platform = UnconfiguredPlatform()
        let activity = try #require(ActivityID("activity-1"))
        let calls: [@Sendable () async throws -> Void] = [
            { _ = try await platform.playbooks() }, { _ = try await platform.applications() },
            { _ = try await platform.parameters(of: PlaybookID(rawValue: 1)) },
            { _ = try await platform.execute(ExecutionRequest(playbook: PlaybookID(rawValue: 1))) },
            { _ = try await platform.status(of: activity) }, { _ = try await platform.result(of: activity) },
        ]
        for call in calls { #expect(try await platformError(call)?.code == .notConfigured) }
    }
}
