//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARTransport
import ServiceLifecycle

/// Has the audit log tell how many refusals there were beyond those with a record, also when no more come.
struct FloodWatch: Service {
    /// The time between two looks.
    static let interval: Duration = .seconds(10)

    let audit: AuditTrail

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await Task.sleep(for: Self.interval)
                // Where it can't be written now it is told of later; the last of it at the end of the server.
                try? await audit.tellOfFloods()
            }
        }
    }
}
