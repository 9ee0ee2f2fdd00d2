//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore
import Synchronization

/// What goes wrong, where, and for how many calls.
public final class SimulatorFaults: Sendable {
    private struct Rule {
        var fault: SimulatorFault
        var endpoint: SimulatorEndpoint?
        var playbook: PlaybookID?
        var remaining: Int?

        func concerns(_ call: Call) -> Bool {
            remaining != 0 && (endpoint == nil || endpoint == call.endpoint)
                && (playbook == nil || playbook == call.playbook)
        }
    }

    private let rules = Mutex<[Rule]>([])

    init() {}

    /// Adds a fault to those that are there; a call can meet with several at once.
    ///
    /// - Parameters:
    ///   - fault: What goes wrong.
    ///   - endpoint: Where; nil for all endpoints.
    ///   - playbook: Only in calls about that playbook (its parameters, its execution); nil for all calls.
    ///   - times: For how many calls; nil until ``clear()``.
    public func add(
        _ fault: SimulatorFault, on endpoint: SimulatorEndpoint? = nil, playbook: PlaybookID? = nil,
        times: Int? = nil
    ) {
        rules.withLock {
            $0.append(Rule(fault: fault, endpoint: endpoint, playbook: playbook, remaining: times.map { max(0, $0) }))
        }
    }

    /// Takes all faults away.
    public func clear() {
        rules.withLock { $0 = [] }
    }

    /// The faults that a call meets with, each used up by one.
    func take(for call: Call) -> [SimulatorFault] {
        rules.withLock { rules in
            var taken: [SimulatorFault] = []
            for index in rules.indices where rules[index].concerns(call) {
                taken.append(rules[index].fault)
                if let remaining = rules[index].remaining { rules[index].remaining = remaining - 1 }
            }
            rules.removeAll { $0.remaining == 0 }
            return taken
        }
    }
}
