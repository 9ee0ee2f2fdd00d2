//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import HTTPTypes
import Logging
import SOARAuth
import SOARCore
import Synchronization
import TestSupport
import Testing

@testable import SOARTransport

@Suite("Refusals of strangers in the audit log", .timeLimit(.minutes(2)))
struct RefusalFloodTests {
    /// How many refusals the records stand for.
    private func total(_ records: [AuditRecord]) -> Int {
        records.reduce(0) { sum, record in
            let told = record.error.flatMap { $0.firstMatch(of: /, and (\d+) more$/) }
            return sum + 1 + (told.flatMap { Int($0.1) } ?? 0)
        }
    }

    private func record(_ number: Int) -> AuditRecord {
        AuditRecord(
            callID: "\(number)", time: Date(timeIntervalSince1970: 0), action: "authenticate", resource: "mcp:endpoint",
            outcome: .denied, error: "missing")
    }

    @Test("are one by one up to a bound, and beyond it a record a while stands for all; the numbers add up")
    func counts() throws {
        let (floods, start) = (RefusalFloods(), ContinuousClock.now)
        var records: [AuditRecord] = []
        // Over two minutes, 83 a second.
        for number in 0..<10_000 {
            let now = start + .milliseconds(12 * number)
            for telling in floods.rest(isEnd: false, at: now) { records.append(telling.record) }
            if let telling = floods.take(record(number), from: "192.0.2.1", isLimit: false, at: now) {
                records.append(telling.record)
            }
        }
        #expect(records.count <= 400 && records.count > 2 * RefusalFloods.maximumPerMinute)
        #expect(records.prefix(RefusalFloods.maximumPerMinute).allSatisfy { $0.error == "missing" })
        records += floods.rest(isEnd: true).map(\.record)
        #expect(total(records) == 10_000)
        #expect(floods.rest(isEnd: true).isEmpty)
    }

    @Test("are counted for each address, of a bounded number; what can't be recorded is told of later")
    func addresses() {
        let (floods, now) = (RefusalFloods(), ContinuousClock.now)
        var records: [AuditRecord] = []
        for round in 0..<130 {
            for number in 0..<1_500 {
                let peer = "10.0.\(number / 250).\(number % 250)"
                let telling = floods.take(record(round), from: peer, isLimit: false, at: now)
                if let telling { records.append(telling.record) }
            }
        }
        #expect(floods.count <= RefusalFloods.maximumAddresses + 1)
        // All that no longer find room share one bound.
        #expect(records.count <= (RefusalFloods.maximumAddresses + 1) * (RefusalFloods.maximumPerMinute + 1))
        let rest = floods.rest(isEnd: true, at: now)
        for telling in rest { floods.giveBack(telling, isRefused: false) }
        records += floods.rest(isEnd: true, at: now).map(\.record)
        #expect(total(records) == 130 * 1_500)
        // When a while has passed there is room again.
        _ = floods.take(record(0), from: "192.0.2.1", isLimit: false, at: now + .seconds(61))
        #expect(floods.count == 1)
    }

    @Test("without a token fill no disk, and each is answered 401 all the same")
    func overTheEndpoint() async throws {
        let store = InMemoryStore()
        let audit = AuditTrail(store)
        let endpoint = MCPEndpoint(
            server: try MCPServer(name: "x", version: "1") { [MCPFeature]() },
            auth: BearerAuthProvider(verifier: .database(store)), audit: audit, logger: Logger(label: "test"))
        let request = HTTPRequest(method: .post, scheme: "http", authority: "localhost", path: "/mcp")
        for _ in 0..<10_000 {
            let answer = try await endpoint.respond(to: request, from: "192.0.2.1") { _ in [] }
            #expect(answer.status == .unauthorized)
        }
        try await audit.flush()
        var query = AuditQuery()
        query.limit = 20_000
        let records = try await store.auditRecords(query)
        #expect(records.count <= 400 && total(records) == 10_000)
        #expect(records.allSatisfy { $0.outcome == .denied && $0.peer == "192.0.2.1" })
    }

    @Test("are not waited for; those of callers who are known are on disk before the answer, each of them")
    func known() async throws {
        let store = InMemoryStore()
        let log = SortingAuditLog(store)
        var setup = TestServer.Setup()
        (setup.store, setup.auditLog) = (store, log)
        try await withTestServer(setup) { server in
            let reader = try await server.client(named: "reader", scopes: [.playbooksRead])
            for _ in 0..<200 {
                let refused = try await reader.tool("execute_playbook", ["playbook_id": 1])
                #expect(refused.status == 403)
            }
            #expect(try await server.client().call("tools/list").status == 401)
        }
        #expect(log.waited.withLock { $0.filter { $0.outcome == .denied }.map(\.tokenName) }.count == 200)
        #expect(log.unwaited.withLock { $0.map(\.error) } == ["missing"])
    }
}

/// Tells records that are waited for from others.
private final class SortingAuditLog: AuditLog {
    let waited = Mutex<[AuditRecord]>([])
    let unwaited = Mutex<[AuditRecord]>([])
    private let base: any AuditLog

    init(_ base: any AuditLog) { self.base = base }

    func append(_ record: AuditRecord, durability: AuditDurability) async throws(StoreError) {
        waited.withLock { $0.append(record) }
        try await base.append(record, durability: durability)
    }

    func enqueue(_ record: AuditRecord) async throws(StoreError) {
        unwaited.withLock { $0.append(record) }
        try await base.enqueue(record)
    }

    func flushAuditRecords() async throws(StoreError) { try await base.flushAuditRecords() }
    func checkAuditLog() async throws(StoreError) { try await base.checkAuditLog() }
    func auditRecords(_ query: AuditQuery) async throws(StoreError) -> [AuditRecord] {
        try await base.auditRecords(query)
    }
}
