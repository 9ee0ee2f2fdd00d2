//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARTransport
import TestSupport

/// The guarded server behind TLS, and what a client of HTTP/2 has seen of it.
extension GuardedServer {
    /// As ``run(_:certificate:_:)``, with a certificate made for it.
    static func runTLS(
        _ limits: HTTPServerLimits = .small, _ body: @escaping (GuardedServer) async throws -> Void
    ) async throws {
        try await SelfSignedCertificate.with { made in
            let files = CertificateFiles(certificatePath: made.certificatePath, keyPath: made.keyPath)
            try await run(limits, certificate: try ServerCertificate(files), body)
        }
    }

    func peer(_ change: (inout HTTP2Peer.Manner) -> Void = { _ in }) async throws -> HTTP2Peer {
        var manner = HTTP2Peer.Manner()
        change(&manner)
        return try await HTTP2Peer(port: port, manner: manner)
    }
}

/// Error codes as they are on the wire (RFC 9113 §7).
enum WireCode {
    static let noError = 0
    static let protocolError = 1
    static let refusedStream = 7
    static let cancel = 8
    static let compressionError = 9
    static let enhanceYourCalm = 11
}
