//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Testing

@Suite("How the OctoMation client reads applications")
struct OctoMationApplicationTests {
    private func page(_ ids: [Int], number: Int = 0, last: Bool? = nil) -> CannedHTTP.Answer {
        let content = ids.map { "{\"id\":\($0)}" }.joined(separator: ",")
        let end = last.map { ",\"last\":\($0)" } ?? ""
        return .json("{\"code\":200,\"result\":{\"content\":[\(content)],\"first\":\(number == 0)\(end)}}")
    }

    @Test("takes actions over and leaves assets, variables and templates where they are")
    func dropsAssets() async throws {
        let http = CannedHTTP(
            .json(
                """
                {"code":200,"result":{"last":true,"content":[{"id":"17","name":"firewall","displayName":"防火墙",
                "description":"d","version":"1.2","category":"NET","requireAsset":"true","updateTime":1611801292000,
                "appAssetList":[{"id":1,"assetSettingList":[{"name":"key","type":"PASSWORD","value":"hunter2"}]}],
                "assetVariableList":[{"name":"hunter2"}],"appActionList":[{"id":9,"name":"block_ip","readonly":false,
                "resultDisplayTmpt":"<b>hunter2</b>"},{"id":10,"name":"look","readonly":true},{"name":"no id"}]}]}}
                """))
        let applications = try await client(http).applications()
        #expect(
            applications == [
                Application(
                    id: "17", name: "firewall", displayName: "防火墙", summary: "d", version: "1.2", category: "NET",
                    actions: [
                        ApplicationAction(id: "9", name: "block_ip", displayName: "block_ip"),
                        ApplicationAction(id: "10", name: "look", displayName: "look", isReadOnly: true),
                    ])
            ])
        #expect(!"\(applications)".contains("hunter2"))
        #expect(http.exchanges.first?.json == [:])
    }

    @Test("reads pages up to the last one, each application once")
    func readsPages() async throws {
        let http = CannedHTTP(page([1, 2]), page([2, 3], number: 1), page([4], number: 2, last: true))
        #expect(try await client(http).applications().map(\.id) == ["1", "2", "3", "4"])
        #expect(http.exchanges.map(\.path) == (1...3).map { "/api/apps?page=\($0)&size=100" })
    }

    @Test("stops where a page brings nothing new")
    func stopsOnRepetition() async throws {
        let http = CannedHTTP(page([1, 2], last: false))
        #expect(try await client(http).applications().map(\.id) == ["1", "2"])
        #expect(http.exchanges.count == 2)
    }

    @Test("finds the first page where the platform counts from 0", arguments: [[3], []])
    func countsFromZero(second: [Int]) async throws {
        let http = CannedHTTP(page(second, number: 1, last: true), page([1, 2], number: 0, last: false))
        #expect(try await client(http).applications().map(\.id) == ([1, 2] + second).map(String.init))
        #expect(http.exchanges.map(\.path) == ["/api/apps?page=1&size=100", "/api/apps?page=0&size=100"])
    }

    @Test("reads no more pages than are allowed")
    func boundsPages() async throws {
        let http = CannedHTTP(page([1]), page([2]), page([3]), page([4]))
        let applications = try await client(http) { $0.maximumPages = 2 }.applications()
        #expect(applications.map(\.id) == ["1", "2"])
        #expect(http.exchanges.count == 2)
    }
}
