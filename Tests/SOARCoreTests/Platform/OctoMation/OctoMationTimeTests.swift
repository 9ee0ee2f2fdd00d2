//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import Testing

@Suite("How the OctoMation client reads times")
struct OctoMationTimeTests {
    private func updatedAt(_ time: String, zone: String = "Asia/Shanghai") async throws -> Date? {
        let http = CannedHTTP(.json("{\"code\":200,\"result\":[{\"id\":1,\"updateTime\":\(time)}]}"))
        let zone = try #require(TimeZone(identifier: zone))
        let playbooks = try await client(http) { $0.timeZone = zone }.playbooks()
        // A time that can't be read must not cost the playbook.
        #expect(playbooks.count == 1)
        return playbooks.first?.updatedAt
    }

    @Test(
        "reads one point in time from all notations",
        arguments: [
            "\"2021-01-28 10:34:52\"", "\"2021-01-28T10:34:52\"", "\"2021-01-28T02:34:52.000+0000\"",
            "\"2021-01-28T02:34:52Z\"", "\"2021-01-28T02:34:52.000Z\"", "\"2021-01-28T10:34:52+08:00\"",
            "\"2021-01-28T10:34:52+08\"", "\"2021-01-27T21:04:52-0530\"", "1611801292000", "\"1611801292000\"",
            "1611801292",
        ])
    func readsNotations(time: String) async throws {
        #expect(try await updatedAt(time) == Date(timeIntervalSince1970: 1_611_801_292))
    }

    @Test("keeps fractions of a second")
    func keepsFraction() async throws {
        let date = try #require(try await updatedAt("\"2021-01-28T02:34:52.250+0000\""))
        #expect(abs(date.timeIntervalSince1970 - 1_611_801_292.25) < 0.0001)
    }

    @Test("takes a time without a zone for the configured zone's", arguments: [("UTC", 0), ("America/New_York", 5)])
    func usesZone(zone: String, hours: Int) async throws {
        let expected = Date(timeIntervalSince1970: 1_611_801_292 + Double(8 + hours) * 3600)
        #expect(try await updatedAt("\"2021-01-28 10:34:52\"", zone: zone) == expected)
    }

    @Test(
        "takes what is no time for none",
        arguments: [
            "null", "\"\"", "\"yesterday\"", "\"2021-13-01 00:00:00\"", "\"2021-02-30 00:00:00\"", "\"2021-01-28\"",
            "\"2021-01-28 25:00:00\"", "\"2021-01-28 10:34:52 CST\"", "\"2021-01-28T10:34:52.Z\"",
            "\"2021-01-28T10:34:52+99:00\"", "0", "-5", "1e300", "true", "[]", "{}", "\"２０２１-01-28 10:34:52\"",
        ])
    func readsNoTime(time: String) async throws {
        #expect(try await updatedAt(time) == nil)
    }
}
