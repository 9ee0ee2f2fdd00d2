//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Testing

@testable import SOARCore

@Suite("The queue for a commit")
struct CommitQueueTests {
    @Test("starts with the first, lets the others wait, and gives them one batch")
    func sharesBatches() {
        var queue = CommitQueue<Int>(maximumWaiting: 10, maximumBatch: 10)
        #expect(queue.admit(1) == .start)
        #expect(queue.takeBatch() == [1])
        #expect(queue.admit(2) == .wait)
        #expect(queue.admit(3) == .wait)
        #expect(queue.finish() == true)
        #expect(queue.takeBatch() == [2, 3])
        #expect(queue.finish() == false)
        #expect(queue.admit(4) == .start)
    }

    @Test("takes along who comes between the start and the commit")
    func takesLatecomers() {
        var queue = CommitQueue<Int>(maximumWaiting: 10, maximumBatch: 10)
        #expect(queue.admit(1) == .start)
        #expect(queue.admit(2) == .wait)
        #expect(queue.takeBatch() == [1, 2])
    }

    @Test("refuses beyond its bound and takes again when there is room")
    func isBounded() {
        var queue = CommitQueue<Int>(maximumWaiting: 2, maximumBatch: 10)
        #expect(queue.admit(1) == .start)
        #expect(queue.admit(2) == .wait)
        #expect(queue.admit(3) == .refuse)
        #expect(queue.count == 2)
        #expect(queue.takeBatch() == [1, 2])
        #expect(queue.admit(4) == .wait)
    }

    @Test("cuts what is too much for one batch, in order")
    func cutsBatches() {
        var queue = CommitQueue<Int>(maximumWaiting: 10, maximumBatch: 2)
        for number in 1...5 { _ = queue.admit(number) }
        #expect(queue.takeBatch() == [1, 2])
        #expect(queue.finish() == true)
        #expect(queue.takeBatch() == [3, 4])
        #expect(queue.finish() == true)
        #expect(queue.takeBatch() == [5])
        #expect(queue.finish() == false)
    }
}
