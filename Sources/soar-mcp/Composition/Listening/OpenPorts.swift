//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ServiceLifecycle

/// Which ports are open by now.
struct OpenPorts: Sendable {
    private let opened: AsyncStream<(Setting, Int)>
    private let continuation: AsyncStream<(Setting, Int)>.Continuation

    init() {
        (opened, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(2))
    }

    /// Says that a port is open.
    func open(_ setting: Setting, _ port: Int) { continuation.yield((setting, port)) }

    /// Both ports, once they are open; nil where a shutdown comes first.
    func both() async -> [Setting: Int]? {
        var ports: [Setting: Int] = [:]
        for await (setting, port) in opened.cancelOnGracefulShutdown() {
            ports[setting] = port
            if ports.count == 2 { return ports }
        }
        return nil
    }
}
