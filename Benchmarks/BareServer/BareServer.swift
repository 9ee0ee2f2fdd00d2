//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import Hummingbird
import NIOCore

/// The reference of `make bench`: a Hummingbird route that answers every request with the same bytes.
///
/// `bare-server PORT BYTES` prints the port when it listens; 0 takes a free one.
@main
enum BareServer {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        guard arguments.count == 2 else {
            print("usage: bare-server PORT BYTES")
            return
        }
        let body = ByteBuffer(repeating: UInt8(ascii: "x"), count: arguments[1])
        let router = Router()
        router.post("/mcp") { _, _ in
            Response(status: .ok, headers: [.contentType: "application/json"], body: ResponseBody(byteBuffer: body))
        }
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: arguments[0])),
            onServerRunning: { channel in
                // `print` would keep the line in its buffer while standard output is a pipe.
                FileHandle.standardOutput.write(Data("\(channel.localAddress?.port ?? 0)\n".utf8))
            })
        try await application.runService()
    }
}
