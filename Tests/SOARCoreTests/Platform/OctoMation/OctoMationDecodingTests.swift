//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import Testing

@Suite("How the OctoMation client reads playbooks and executions")
struct OctoMationDecodingTests {
    private func list(
        _ items: String, _ change: (inout OctoMationClient.Configuration) -> Void = { _ in }
    ) async throws -> [Playbook] {
        try await client(CannedHTTP(.json("{\"code\":200,\"result\":[\(items)]}")), change).playbooks()
    }

    @Test("reads the documented sample")
    func readsSample() async throws {
        let playbooks = try await list(
            """
            {"status":"ON","deleted":false,"createdBy":"admin","createTime":"2021-01-27 15:48:53",
             "updateTime":"2021-01-27 16:23:57","id":3633676872182754,"name":"playbook_dc82","drawJson":null,
             "description":"…","displayName":"demo","nodeList":null,"nodeEdageList":null,
             "labelList":[{"id":null,"name":"MCP","status":null}],"externalInfoList":[],"grade":null,
             "publishStatus":"ONLINE","playbookCategory":"COMMONEVENT"}
            """)
        #expect(
            playbooks == [
                Playbook(
                    id: PlaybookID(rawValue: 3_633_676_872_182_754), name: "playbook_dc82", displayName: "demo",
                    category: "COMMONEVENT", summary: "…", labels: ["MCP"],
                    createdAt: Date(timeIntervalSince1970: 1_611_733_733),
                    updatedAt: Date(timeIntervalSince1970: 1_611_735_837))
            ])
        #expect(playbooks.first?.parameters == nil)
    }

    @Test(
        "takes an id from a number or from digits, to the last digit",
        arguments: ["9223372036854775807", "\"9223372036854775807\""])
    func readsID(id: String) async throws {
        #expect(try await list("{\"id\":\(id),\"name\":\"p\"}").map(\.id.rawValue) == [Int64.max])
    }

    @Test("leaves out what can't be read and what is told twice, and takes the rest")
    func skipsUnreadable() async throws {
        let playbooks = try await list(
            #"{"id":1,"displayName":"first"},null,7,{"name":"no id"},{"id":1.5},{"id":2},{"id":1,"displayName":"again"}"#
        )
        #expect(playbooks.map(\.id.rawValue) == [1, 2])
        #expect(playbooks.map(\.displayName) == ["first", "2"])
    }

    @Test("does not take a list for empty when nothing in it can be read")
    func refusesOtherAPI() async throws {
        #expect(try await platformError { _ = try await list(#"{"key":1},{"key":2}"#) }?.code == .unreadable)
    }

    @Test("leaves out what nobody asked for, where the platform takes no notice of the filter")
    func filters() async throws {
        let playbooks = try await list(
            """
            {"id":1,"labelList":[{"name":"other"},{"name":"MCP"}]},{"id":2,"labelList":[{"name":"other"}]},
            {"id":3,"labelList":[]},{"id":4,"labelList":null},{"id":5,"labelList":[{"name":"mcp"}]},
            {"id":6,"publishStatus":"DRAFT"},{"id":7,"deleted":true},{"id":8}
            """)
        #expect(playbooks.map(\.id.rawValue) == [1, 4, 8])
    }

    @Test("takes every label where none is configured")
    func filtersNothing() async throws {
        let playbooks = try await list(#"{"id":2,"labelList":[{"name":"other"}]},{"id":3}"#) { $0.labels = [] }
        #expect(playbooks.map(\.id.rawValue) == [2, 3])
    }

    @Test("takes a page as a list")
    func readsPage() async throws {
        let http = CannedHTTP(.json(#"{"code":200,"result":{"content":[{"id":5}],"last":true}}"#))
        #expect(try await client(http).playbooks().map(\.id.rawValue) == [5])
    }

    @Test(
        "reads a state under either spelling, and words it does not know",
        arguments: [
            (#""executeStatus":"SUCCESS""#, "SUCCESS"), (#""excuteStatus":"FAIL""#, "FAIL"),
            (#""executeStatus":null,"excuteStatus":"STOP""#, "STOP"), (#""executeStatus":"BRAND_NEW""#, "BRAND_NEW"),
            (#""other":1"#, "UNKNOWN"),
        ])
    func readsState(member: String, expected: String) async throws {
        let http = CannedHTTP(
            .json(
                """
                {"result":{\(member),"eventId":"7","executorInstanceId":3633676872182754,"executorInstanceName":null,
                "createTime":"2021-01-28 10:34:52","updateTime":null},"code":200}
                """))
        let activity = try #require(ActivityID("93a632c8"))
        #expect(
            try await client(http).status(of: activity)
                == ActivityStatus(
                    activityID: activity, status: ExecutionStatus(rawValue: expected), eventID: 7,
                    executorID: 3_633_676_872_182_754, createTime: "2021-01-28 10:34:52"))
    }

    @Test("hands a result on as the platform's whole envelope")
    func keepsEnvelope() async throws {
        let text = #"{"code":202,"result":{"activity":{"executeStatus":"SUCCESS","id":9007199254740993}},"msg":null}"#
        let activity = try #require(ActivityID("93a632c8"))
        let result = try await client(CannedHTTP(.json(text))).result(of: activity)
        #expect(result.text() == text)
    }
}
