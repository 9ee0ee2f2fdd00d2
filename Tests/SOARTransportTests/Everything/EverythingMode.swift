//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARTransport
import Testing

/// How a client talks to the everything server: the revision, and whether it has a session.
struct EverythingMode: Hashable, Sendable, CustomTestStringConvertible {
    let revision: ProtocolRevision
    let hasSession: Bool

    /// Every revision, the ones with a handshake with and without a session.
    static let all =
        [stateless]
        + ProtocolRevision.withHandshake.flatMap { revision in
            [
                EverythingMode(revision: revision, hasSession: true),
                EverythingMode(revision: revision, hasSession: false),
            ]
        }

    /// Every revision, each in the way in which a server can ask and tell its client something.
    static let reachable =
        [stateless] + ProtocolRevision.withHandshake.map { EverythingMode(revision: $0, hasSession: true) }

    static let stateless = EverythingMode(revision: .v2026_07_28, hasSession: false)

    static func since(_ revision: ProtocolRevision) -> [EverythingMode] {
        reachable.filter { $0.revision >= revision }
    }

    var testDescription: String {
        revision.isStateless || hasSession ? revision.rawValue : "\(revision.rawValue) without a session"
    }
}
