//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore
import Synchronization

/// The playbooks that there are at this moment, for tests of clients that keep up with changes.
public final class SimulatorPlaybooks: Sendable {
    private let playbooks: Mutex<[SimulatedPlaybook]>

    init(_ playbooks: [SimulatedPlaybook]) { self.playbooks = Mutex(playbooks) }

    /// All of them, drafts included, in the order in which they are listed.
    public var all: [SimulatedPlaybook] {
        playbooks.withLock { $0 }
    }

    /// The playbook of that id; set it to replace or add one, set it to nil to take it away.
    public subscript(id: PlaybookID) -> SimulatedPlaybook? {
        get { playbooks.withLock { $0.first { $0.playbook.id == id } } }
        set {
            playbooks.withLock { playbooks in
                let index = playbooks.firstIndex { $0.playbook.id == id }
                switch (index, newValue) {
                case (let index?, let playbook?): playbooks[index] = playbook
                case (let index?, nil): playbooks.remove(at: index)
                case (nil, let playbook?): playbooks.append(playbook)
                case (nil, nil): break
                }
            }
        }
    }

    /// Puts other playbooks in place of all that there are.
    public func replaceAll(with playbooks: [SimulatedPlaybook]) {
        self.playbooks.withLock { $0 = playbooks }
    }
}
