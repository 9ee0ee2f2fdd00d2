//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Synchronization

/// What stands in a resource that changes.
final class WatchedResource: Sendable {
    static let uri = "test://watched-resource"

    private struct State {
        var updates = 0
        var stops = 0
    }

    private let state = Mutex(State())

    /// Changes what stands there.
    func update() { state.withLock { $0.updates += 1 } }

    /// Notes that a call was stopped.
    func noteStop() { state.withLock { $0.stops += 1 } }

    var text: String {
        state.withLock { "Watched resource content. Updates: \($0.updates). Calls stopped: \($0.stops)." }
    }
}
