//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation

/// Leaves a server that fails alone for a while, then tries it with a single question.
struct CircuitBreaker: Sendable {
    let maximumFailures: Int
    /// In seconds.
    let pause: Double
    private var failures = 0
    private var openUntil: Date?
    private var isProbing = false

    init(maximumFailures: Int, pause: Double) {
        self.maximumFailures = max(1, maximumFailures)
        self.pause = pause
    }

    /// Whether a question may be asked now; if so, its end must be told.
    mutating func admits(at now: Date) -> Bool {
        guard let openUntil else { return true }
        // A clock that was put back must not keep it open for longer than it was meant to be.
        guard !isProbing, now >= openUntil || now < openUntil - pause else { return false }
        isProbing = true
        return true
    }

    mutating func succeeded() {
        failures = 0
        openUntil = nil
        isProbing = false
    }

    mutating func failed(at now: Date) {
        failures += 1
        if isProbing || failures >= maximumFailures { openUntil = now + pause }
        isProbing = false
    }

    /// The question was called off: that says nothing about the server.
    mutating func calledOff() { isProbing = false }
}
