//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Synchronization

/// Asks a ``HostPolicy`` about authorities, and remembers the one that was accepted last: most requests name the same.
final class HostCheck: Sendable {
    private let policy: HostPolicy
    private let accepted = Mutex<String?>(nil)

    init(_ policy: HostPolicy) { self.policy = policy }

    /// Whether requests for that authority (host and optional port) are answered.
    func accepts(authority: String) -> Bool {
        // Byte by byte: what looks the same may be another name.
        if accepted.withLock({ $0?.utf8.elementsEqual(authority.utf8) ?? false }) { return true }
        guard policy.accepts(authority: authority) else { return false }
        accepted.withLock { $0 = authority }
        return true
    }

    /// Whether web pages of that origin may call.
    func accepts(origin: String) -> Bool { policy.accepts(origin: origin) }
}
