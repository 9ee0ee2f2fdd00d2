//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport
import Synchronization

/// What the taps of all connections know about sessions: a stream of one may bring what another one asked for.
enum SessionMemory {
    private struct Session {
        var revision: ProtocolRevision?
        var methods: [JSONValue: String] = [:]
    }

    private static let sessions = Mutex<[String: Session]>([:])

    static func remember(_ methods: [JSONValue: String], in session: String) {
        sessions.withLock { $0[session, default: Session()].methods.merge(methods) { _, new in new } }
    }

    static func remember(_ revision: ProtocolRevision, of session: String) {
        sessions.withLock { $0[session, default: Session()].revision = revision }
    }

    static func revision(of session: String) -> ProtocolRevision? { sessions.withLock { $0[session]?.revision } }

    /// What was asked under that id.
    static func method(of id: JSONValue, in session: String?) -> String? {
        session.flatMap { session in sessions.withLock { $0[session]?.methods[id] } }
    }
}
