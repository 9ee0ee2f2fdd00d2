//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import Testing

@testable import SOARAuth

@Suite("A circuit breaker")
struct CircuitBreakerTests {
    private let start = Date(timeIntervalSince1970: 1_790_000_000)

    @Test("opens after failures in a row, probes with one question, and closes after a success")
    func opens() {
        var breaker = CircuitBreaker(maximumFailures: 2, pause: 10)
        func admits(_ seconds: Double) -> Bool { breaker.admits(at: start + seconds) }
        breaker.failed(at: start)
        breaker.succeeded()
        breaker.failed(at: start)
        #expect(admits(0))
        breaker.failed(at: start)
        #expect(!admits(9))
        #expect(admits(10))
        #expect(!admits(10))
        breaker.failed(at: start + 11)
        #expect(!admits(20))
        #expect(admits(21))
        breaker.calledOff()
        #expect(admits(21))
        breaker.succeeded()
        #expect(admits(21))
        #expect(admits(21))
    }

    @Test("stays open no longer than meant when the clock is put back")
    func clockPutBack() {
        var breaker = CircuitBreaker(maximumFailures: 1, pause: 10)
        func admits(_ seconds: Double) -> Bool { breaker.admits(at: start + seconds) }
        breaker.failed(at: start)
        #expect(admits(-3600))
    }
}
