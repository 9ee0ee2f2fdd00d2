//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import Testing

/// A TLS connection of another make: Python's, which sends what it is told to.
enum TLSClient {
    /// Sends a text, and returns what comes until the connection ends, with how it ended.
    static func exchange(port: Int, _ text: String) async throws -> String {
        let script = """
            import socket, ssl, sys
            context = ssl.create_default_context()
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            plain = socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=10)
            peer = context.wrap_socket(plain, server_hostname="localhost", suppress_ragged_eofs=False)
            peer.sendall(sys.stdin.buffer.read())
            try:
                while part := peer.recv(65536):
                    sys.stdout.buffer.write(part)
                print("closed", end="")
            except ssl.SSLEOFError:
                print("cut off", end="")
            """
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script, "\(port)"]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        return try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { _ in
                let bytes = output.fileHandleForReading.readDataToEndOfFile()
                continuation.resume(returning: String(decoding: bytes, as: UTF8.self))
            }
            do {
                try process.run()
                try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
                try input.fileHandleForWriting.close()
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }
}
