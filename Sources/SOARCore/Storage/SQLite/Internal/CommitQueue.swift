//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Who waits for a commit, and whether one is under way: decisions only, without effects.
///
/// The first that comes starts a commit. All that come while it runs wait, and share the next one.
struct CommitQueue<Element> {
    /// What whoever has just come should do.
    enum Admission: Equatable {
        /// Start a commit; it takes this element along.
        case start
        /// Wait: the commit under way starts the next one.
        case wait
        /// Go away: too many wait already.
        case refuse
    }

    private let maximumWaiting: Int
    private let maximumBatch: Int
    private var waiting: [Element] = []
    private var isBusy = false

    /// How many wait.
    var count: Int { waiting.count }

    init(maximumWaiting: Int, maximumBatch: Int) {
        self.maximumWaiting = max(1, maximumWaiting)
        self.maximumBatch = max(1, maximumBatch)
    }

    mutating func admit(_ element: Element) -> Admission {
        guard waiting.count < maximumWaiting else { return .refuse }
        waiting.append(element)
        guard !isBusy else { return .wait }
        isBusy = true
        return .start
    }

    /// The elements of the commit that begins now, in the order in which they came.
    mutating func takeBatch() -> [Element] {
        guard waiting.count > maximumBatch else {
            defer { waiting = [] }
            return waiting
        }
        let batch = Array(waiting.prefix(maximumBatch))
        waiting.removeFirst(maximumBatch)
        return batch
    }

    /// Ends the commit under way.
    ///
    /// - Returns: Whether to start another one, because somebody waits.
    mutating func finish() -> Bool {
        isBusy = !waiting.isEmpty
        return isBusy
    }
}
