//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import Logging
import SOARCore
import SOARTransport
import Synchronization
import Testing

@testable import SOARAuth
@testable import soar_mcp

/// Through the handler of the program: it takes out what stands under names that secrets have.
@Suite("Log lines about a token")
struct TokenLogTests {
    private final class Lines: Sendable {
        let all = Mutex<[String]>([])

        var text: String { all.withLock { $0.joined() } }

        func logger() -> Logger {
            Logger(label: "test") { label in
                StderrLogHandler(
                    label: label, format: .text, threshold: LogThreshold(.info), now: { Date() },
                    write: { line in self.all.withLock { $0.append(line) } })
            }
        }
    }

    private static let now = Date(timeIntervalSince1970: 1_800_000_000)

    @Test("say which token it was that had been replaced, also where it was taken back since")
    func reuse() async throws {
        let lines = Lines()
        let store = InMemoryStore()
        let secret = APITokenSecret()
        let token = try await store.insertToken(NewAPIToken(name: "night-bot", secret: secret, createdAt: Self.now))
        let rotation = APITokenRotation(
            to: APITokenSecret(), at: Self.now, graceEndsAt: Self.now, expiresAt: nil, revokesFamilyOnReuse: true)
        let fresh = try #require(try await store.rotateToken(token.id, rotation, by: nil))
        _ = try await store.setToken(token.id, state: .revoked)
        let verifier = DatabaseTokenVerifier(store, logger: lines.logger(), now: { Self.now })
        await #expect(throws: AuthenticationFailure.replaced) {
            try await verifier.verify(BearerToken(secret.exposed))
        }
        #expect(lines.text.contains("token_id=1") && lines.text.contains("token_name=night-bot"), "\(lines.text)")
        #expect(try await store.token(id: fresh.id)?.state == .revoked)
        #expect(try await store.auditRecords(AuditQuery()).contains { $0.action == "token.reuse" })
    }

    @Test("say whose requests were too many")
    func limit() {
        let lines = Lines()
        let caller = AccessToken(subject: "token:7", client: "7", name: "night-bot", tokenID: APITokenID(rawValue: 7))
        LimitLog(lines.logger()).note(.requestsOfToken, "192.0.2.1", caller, at: .now)
        #expect(lines.text.contains("token_id=7") && lines.text.contains("token_name=night-bot"), "\(lines.text)")
    }

    @Test("say which token is about to end, and which one was replaced")
    func expiry() async throws {
        let lines = Lines()
        let store = InMemoryStore()
        for (name, days) in [("soon", 3.0), ("late", 40), ("worn", 40)] {
            let end = Self.now.addingTimeInterval(days * 86_400)
            let new = NewAPIToken(name: name, secret: APITokenSecret(), createdAt: Self.now, expiresAt: end)
            _ = try await store.insertToken(new)
        }
        let rotation = APITokenRotation(
            to: APITokenSecret(), at: Self.now, graceEndsAt: Self.now.addingTimeInterval(3600), expiresAt: nil)
        _ = try await store.rotateToken(APITokenID(rawValue: 3), rotation, by: nil)
        let watch = TokenExpiryWatch(
            store: store, notice: ExpiryNotice(days: 14), logger: lines.logger(), now: { Self.now })
        await watch.look()
        let told = lines.all.withLock { $0 }
        #expect(told.count == 2, "\(told)")
        #expect(told.contains { $0.contains("about to expire") && $0.contains("token_id=1 token_name=soon") })
        #expect(told.contains { $0.contains("was replaced") && $0.contains("token_id=3 token_name=worn") })
    }
}
