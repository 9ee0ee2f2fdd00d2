//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import Synchronization

/// The handshake of a connection, in the revisions that have one.
struct StdioSession: Sendable {
    let session: LegacySession
    /// What the client calls itself.
    let clientName: String?
    /// Where it hears of changes.
    let listener: UInt64
}

extension StdioConnection {
    /// Answers `initialize`, and tells the client of changes from then on.
    ///
    /// An earlier handshake is over, but not what the client asked before: it is answered, in the words agreed on then.
    func open(_ message: StdioMessage, _ tasks: inout DiscardingTaskGroup) async {
        let before = session.withLock { $0?.listener }
        await answer(message)
        guard let opened = session.withLock(\.self), opened.listener != before else { return }
        tasks.addTask { await self.tellChanges(opened) }
    }

    /// Makes the session that an `initialize` asks for.
    func makeSession(
        _ owner: CallOwner, _ revision: ProtocolRevision, _ capabilities: ClientCapabilities, _ clientName: String?
    ) -> LegacySession {
        let new = LegacySession(
            id: "stdio", owner: owner, revision: revision, capabilities: capabilities, calls: calls)
        let opened = StdioSession(
            session: new, clientName: clientName, listener: transport.router.methods.server.changes.add(new.mailbox))
        let earlier = session.withLock { session in
            defer { session = opened }
            return session
        }
        earlier?.session.end()
        return new
    }

    private func tellChanges(_ opened: StdioSession) async {
        defer { transport.router.methods.server.changes.remove(opened.listener) }
        while case .changes(let changes)? = try? await opened.session.mailbox.next() {
            for change in changes { await outgoing.send(change.notification()) }
        }
    }
}
