//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import ServiceLifecycle

/// Sees to it that a shutdown doesn't wait for a locked database beyond its limit.
///
/// The last of a group's services, so the first to hear of its end.
struct LastWaits: Service {
    private let store: SQLiteStore

    init(_ store: SQLiteStore) { self.store = store }

    func run() async throws {
        try? await gracefulShutdown()
        store.endWaits(at: .now + SOARServer.lockLimit)
    }
}
