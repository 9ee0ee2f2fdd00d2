//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import InMemoryLogging
import Logging
import SOARAuth
import Testing

@testable import SOARTransport

@Suite("Outages in the log")
struct OutageLogTests {
    @Test("are told once a second, with how many were left out")
    func bounded() {
        let handler = InMemoryLogHandler()
        let log = OutageLog(Logger(label: "test") { _ in handler })
        let start = ContinuousClock.now
        for step in 0..<100 { log.note(.unavailable("store"), at: start + .milliseconds(step)) }
        #expect(handler.entries.count == 1)
        log.note(.unavailable("issuer"), at: start + .seconds(1))
        #expect(handler.entries.count == 2)
        #expect(handler.entries.last?.metadata["untold"] == "99")
        #expect(handler.entries.last?.metadata["error"] == "issuer")
        log.note(.unavailable("issuer"), at: start + .seconds(3))
        #expect(handler.entries.last?.metadata["untold"] == nil)
    }

    @Test("are nothing that a caller's own token causes", arguments: AuthenticationFailure.withoutDetails)
    func refusals(_ failure: AuthenticationFailure) {
        let handler = InMemoryLogHandler()
        OutageLog(Logger(label: "test") { _ in handler }).note(failure)
        #expect(handler.entries.isEmpty)
    }

    @Test("are no alarm where it is one token that nothing can be said of, and don't hide an outage")
    func undecided() {
        let handler = InMemoryLogHandler()
        let log = OutageLog(Logger(label: "test") { _ in handler })
        log.note(.undecided("key", retryAfter: 1))
        log.note(.unavailable("store"))
        #expect(handler.entries.map(\.level) == [.notice, .error])
    }
}
