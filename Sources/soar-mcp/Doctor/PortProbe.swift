//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import NIOCore
import NIOPosix
import SOARCore

/// Finds out whether a port can be listened on, by doing so for a moment.
enum PortProbe {
    /// What came of it.
    enum Outcome: Hashable, Sendable {
        case free, taken
        case refused(String)
    }

    static func probe(host: String, port: Int) async -> Outcome {
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        do {
            try await bootstrap.bind(host: host, port: port).get().close().get()
            return .free
        } catch let error as IOError where error.errnoCode == addressInUse {
            return .taken
        } catch let error as IOError {
            return .refused("errno \(error.errnoCode)")
        } catch {
            return .refused("\(type(of: error))")
        }
    }
}
