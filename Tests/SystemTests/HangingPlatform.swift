//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import Testing

/// A platform that takes connections and never answers.
struct HangingPlatform {
    let url: String
    private let process = Process()
    private let input = Pipe()

    init() throws {
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c",
            """
            import socket, sys
            server = socket.create_server(("127.0.0.1", 0))
            print(server.getsockname()[1], flush=True)
            sys.stdin.read()
            """,
        ]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let printed = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        let port = try #require(Int(printed.trimmingCharacters(in: .whitespacesAndNewlines)))
        url = "http://127.0.0.1:\(port)"
    }

    func end() {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// What makes a server use it.
    var environment: [String: String] {
        ["API_URL": url, "API_TOKEN": "nobody-asks", "SOAR_TIMEOUT": "60", "SKIP_SYNC": "true"]
    }
}
