//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

import struct Foundation.Date

/// The platform behind the endpoints: each family of routes is an extension.
struct Routes: Sendable {
    let playbooks: SimulatorPlaybooks
    let executions: SimulatorExecutions
    let seed: SimulatorSeed
    let now: @Sendable () -> Date

    func answer(_ call: Call) -> Envelope {
        switch call.endpoint {
        case .playbooks: allPlaybooks(call)
        case .playbookPage: playbookPage(call)
        case .parameters: parameters(call)
        case .execution: execute(call)
        case .status: status(call)
        case .result: result(call)
        case .nodeResults: nodeResults(call)
        case .applications: applications(call)
        case .eventDetail: eventDetail(call)
        case .eventCategories: eventCategories(call)
        case .users: users(call)
        case .onlineUser: onlineUser(call)
        case .unknown: .failure(404, "Not Found")
        }
    }
}
