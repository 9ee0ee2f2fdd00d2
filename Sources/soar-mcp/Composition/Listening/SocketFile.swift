//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import NIOCore
import NIOPosix

/// The file of a Unix-domain socket: made for its owner alone, and gone with the server.
struct SocketFile: Sendable {
    let path: String

    /// What has the path.
    enum Occupant {
        /// Nothing, or what a server that was killed has left.
        case nobody
        /// A file of another kind.
        case stranger
        case server
    }

    /// Looks who has the path.
    func occupant() async -> Occupant {
        guard let kind else { return .nobody }
        guard kind == .typeSocket else { return .stranger }
        return await isServed() ? .server : .nobody
    }

    /// Makes sure that a socket can be made here, and that it will be its owner's alone.
    ///
    /// What a server that was killed has left is taken over; a file of another kind, or a socket where somebody
    /// listens, is not.
    ///
    /// - Throws: ``CommandError``.
    func prepare() async throws {
        let name = Setting.mcpSocket.name
        switch await occupant() {
        case .nobody: break
        case .stranger:
            throw CommandError(
                Message(
                    "\(name): \(path) is there already and no socket. Choose another path.",
                    "\(name)：\(path) 已存在且不是套接字。请换一个路径。"))
        case .server:
            throw CommandError(
                Message(
                    "\(name): a server listens on \(path) already. Choose another path.",
                    "\(name)：\(path) 上已有服务。请换一个路径。"))
        }
        // Between its making and `protect()` nobody else may get in; what else this process makes is private anyway.
        umask(0o077)
    }

    /// Leaves the socket to its owner.
    func protect() { _ = unsafe chmod(path, 0o600) }

    /// Takes the socket away.
    func remove() {
        guard kind == .typeSocket else { return }
        _ = unsafe unlink(path)
    }

    /// Of the file itself, not of what a link leads to.
    private var kind: FileAttributeType? {
        (try? FileManager.default.attributesOfItem(atPath: path))?[.type] as? FileAttributeType
    }

    private func isServed() async -> Bool {
        let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton).connectTimeout(.seconds(2))
        guard let channel = try? await bootstrap.connect(unixDomainSocketPath: path).get() else { return false }
        try? await channel.close().get()
        return true
    }
}
