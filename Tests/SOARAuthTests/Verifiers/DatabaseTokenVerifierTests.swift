//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import Logging
import SOARAuth
import SOARCore
import Synchronization
import TestSupport
import Testing

@Suite("Database tokens")
struct DatabaseTokenVerifierTests {
    private let store = InMemoryStore()
    private let start = Date(timeIntervalSince1970: 1_800_000_000)

    private func insert(
        _ name: String, expiresAt: Date? = nil, scopes: Set<Scope> = Scope.standard
    ) async throws -> (APIToken, BearerToken) {
        let secret = APITokenSecret()
        let new = NewAPIToken(name: name, scopes: scopes, secret: secret, createdAt: start, expiresAt: expiresAt)
        return (try await store.insertToken(new), BearerToken(secret.exposed))
    }

    @Test("speak for their holder, with name, tenant and scopes")
    func speaks() async throws {
        let (token, bearer) = try await insert("analyst", scopes: [.playbooksRead])
        let caller = try await DatabaseTokenVerifier(store).verify(bearer)
        #expect(caller?.name == "analyst")
        #expect(caller?.tokenID == token.id)
        #expect(caller?.tenant == .default)
        #expect(caller?.scopes == [.playbooksRead])
        #expect(caller?.subject == "token:\(token.id)")
    }

    @Test("are not asked for tokens of another form")
    func otherForms() async throws {
        #expect(try await DatabaseTokenVerifier(store).verify(BearerToken("eyJ.e30.x")) == nil)
        #expect(try await DatabaseTokenVerifier(store).verify(BearerToken("something")) == nil)
    }

    @Test("with a wrong checksum are refused without a look-up")
    func checksum() async throws {
        let counting = CountingTokenStore(store)
        let verifier = DatabaseTokenVerifier(counting)
        let (_, bearer) = try await insert("a")
        var characters = Array(bearer.exposed)
        for index in 5..<characters.count {
            let original = characters[index]
            characters[index] = original == "A" ? "B" : "A"
            await #expect(throws: AuthenticationFailure.malformedToken) {
                try await verifier.verify(BearerToken(String(characters)))
            }
            characters[index] = original
        }
        #expect(counting.lookUps == 0)
    }

    @Test("that nobody issued are refused, every time with a look-up of its own")
    func unknown() async throws {
        let counting = CountingTokenStore(store)
        let verifier = DatabaseTokenVerifier(counting)
        for _ in 0..<3 {
            await #expect(throws: AuthenticationFailure.unknown) {
                try await verifier.verify(BearerToken(APITokenSecret().exposed))
            }
        }
        #expect(counting.lookUps == 3)
    }

    @Test("are looked up once, and again after any change of any token")
    func caches() async throws {
        let counting = CountingTokenStore(store)
        let verifier = DatabaseTokenVerifier(counting)
        let (token, bearer) = try await insert("a")
        for _ in 0..<5 { _ = try await verifier.verify(bearer) }
        #expect(counting.lookUps == 1)
        _ = try await insert("b")
        _ = try await verifier.verify(bearer)
        #expect(counting.lookUps == 2)
        _ = try await store.setToken(token.id, state: .disabled)
        await #expect(throws: AuthenticationFailure.disabled) { try await verifier.verify(bearer) }
        _ = try await store.setToken(token.id, state: .enabled)
        #expect(try await verifier.verify(bearer) != nil)
        _ = try await store.setToken(token.id, state: .revoked)
        await #expect(throws: AuthenticationFailure.revoked) { try await verifier.verify(bearer) }
    }

    @Test("expire to the second, also while they are remembered")
    func expiry() async throws {
        let clock = Mutex(start)
        let verifier = DatabaseTokenVerifier(store, now: { clock.withLock { $0 } })
        let (_, bearer) = try await insert("a", expiresAt: start.addingTimeInterval(60))
        clock.withLock { $0 = start.addingTimeInterval(59) }
        #expect(try await verifier.verify(bearer) != nil)
        clock.withLock { $0 = start.addingTimeInterval(60) }
        await #expect(throws: AuthenticationFailure.expired) { try await verifier.verify(bearer) }
    }

    @Test("fail closed: a store that can't be asked is an outage, for remembered tokens too")
    func failsClosed() async throws {
        let counting = CountingTokenStore(store)
        var configuration = DatabaseTokenVerifier.Configuration()
        configuration.maximumStaleness = .milliseconds(20)
        let verifier = DatabaseTokenVerifier(counting, configuration: configuration)
        let (_, bearer) = try await insert("a")
        #expect(try await verifier.verify(bearer) != nil)
        counting.isBroken = true
        try await Task.sleep(for: .milliseconds(60))
        await #expect {
            try await verifier.verify(bearer)
        } throws: { error in
            (error as? AuthenticationFailure)?.status == 503
        }
        counting.isBroken = false
        #expect(try await verifier.verify(bearer) != nil)
    }

    @Test("remember no more than the limit, and those that are used")
    func bounded() async throws {
        let counting = CountingTokenStore(store)
        var configuration = DatabaseTokenVerifier.Configuration()
        configuration.maximumCachedTokens = 4
        let verifier = DatabaseTokenVerifier(counting, configuration: configuration)
        var bearers: [BearerToken] = []
        for number in 0..<10 { bearers.append(try await insert("t\(number)").1) }
        for bearer in bearers { _ = try await verifier.verify(bearer) }
        #expect(counting.lookUps == 10)
        // The last ones have pushed the first ones out, and stay as long as nobody else comes.
        for _ in 0..<5 { for bearer in bearers.suffix(2) { _ = try await verifier.verify(bearer) } }
        #expect(counting.lookUps == 10)
        for bearer in bearers.prefix(2) { _ = try await verifier.verify(bearer) }
        #expect(counting.lookUps == 12)
    }

    @Test("that were used after their end stay refused when a clock is set back, until somebody gives them another one")
    func clockSetBack() async throws {
        let (token, bearer) = try await insert("a", expiresAt: start.addingTimeInterval(60))
        let wall = TestClock(start.addingTimeInterval(61))
        func use() async throws -> Bool {
            // As after a restart: nothing is remembered but what is stored.
            let ledger = TokenUsageLedger(store, logger: Logger(label: "test"))
            let verifier = DatabaseTokenVerifier(store, usage: ledger, now: { wall.now })
            do throws(AuthenticationFailure) {
                _ = try await verifier.verify(bearer)
            } catch {
                #expect(error == .expired)
                await ledger.flush()
                return false
            }
            return true
        }
        #expect(try await !use())
        let revision = try await store.tokenRevision()
        wall.advance(by: -30)
        #expect(try await !use())
        // One note a token, however often it is used.
        #expect(try await store.tokenRevision() == revision)
        var change = APITokenChange()
        change.expiresAt = .some(start.addingTimeInterval(120))
        _ = try await store.changeToken(token.id, change, by: nil)
        #expect(try await use())
    }

    @Test(
        "that a clock ahead made expire are good again when it is back, unless it had been behind when it started",
        arguments: [nil, 3600.0])
    func clockAhead(_ record: Double?) async throws {
        let (_, bearer) = try await insert("a", expiresAt: start.addingTimeInterval(600))
        let wall = TestClock(start)
        let clock = SteadyClock({ wall.now }, after: record.map { start.addingTimeInterval($0) })
        let ledger = TokenUsageLedger(store, logger: Logger(label: "test"))
        let verifier = DatabaseTokenVerifier(store, usage: ledger, now: clock.now, certain: clock.certain)
        #expect(try await verifier.verify(bearer) != nil)
        wall.advance(by: 3600)
        await #expect(throws: AuthenticationFailure.expired) { try await verifier.verify(bearer) }
        await ledger.flush()
        wall.advance(by: -3600)
        let isGood = (try? await DatabaseTokenVerifier(store, now: { wall.now }).verify(bearer)) != nil
        #expect(isGood == (record == nil))
    }

    @Test("are counted exactly under parallel use")
    func countsUses() async throws {
        let ledger = TokenUsageLedger(store, interval: .milliseconds(5), logger: Logger(label: "test"))
        let verifier = DatabaseTokenVerifier(store, usage: ledger)
        let (token, bearer) = try await insert("a")
        try await withThrowingTaskGroup { group in
            for _ in 0..<50 {
                group.addTask { for _ in 0..<20 { _ = try await verifier.verify(bearer) } }
                group.addTask { await ledger.flush() }
            }
            try await group.waitForAll()
        }
        await ledger.flush()
        let counted = try #require(try await store.token(id: token.id))
        #expect(counted.useCount == 1000)
        #expect(counted.lastUsedAt != nil)
    }

    @Test("of which thousands are in use are counted a part at a time")
    func countsInParts() async throws {
        let counting = CountingTokenStore(store)
        let ledger = TokenUsageLedger(counting, logger: Logger(label: "test"))
        let (token, _) = try await insert("a")
        let count = TokenUsageLedger.maximumBatch * 2 + 7
        for number in 0..<Int64(count) { ledger.count(APITokenID(rawValue: token.id.rawValue + number), at: start) }
        await ledger.flush()
        #expect(counting.usesWritten == [TokenUsageLedger.maximumBatch, TokenUsageLedger.maximumBatch, 7])
        #expect(try #require(try await store.token(id: token.id)).useCount == 1)
    }

    @Test("keep their counts while the store is down")
    func keepsCounts() async throws {
        let counting = CountingTokenStore(store)
        let ledger = TokenUsageLedger(counting, logger: Logger(label: "test"))
        let (token, _) = try await insert("a")
        ledger.count(token.id, at: start)
        counting.isBroken = true
        await ledger.flush()
        ledger.count(token.id, at: start.addingTimeInterval(1))
        counting.isBroken = false
        await ledger.flush()
        let counted = try #require(try await store.token(id: token.id))
        #expect(counted.useCount == 2)
        #expect(counted.lastUsedAt == start.addingTimeInterval(1))
    }
}
