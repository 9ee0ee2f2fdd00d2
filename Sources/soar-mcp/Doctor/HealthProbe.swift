//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import SOARCore

/// Asks a server of this machine how it is.
struct HealthProbe {
    /// What came of it.
    enum Outcome: Hashable, Sendable {
        case good
        /// It answers, and what it says: an HTTP status.
        case bad(Int)
        case silent
    }

    /// The whole time that an answer may take.
    static let limit: TimeAmount = .seconds(3)
    /// Bytes of an answer that are read.
    private static let maximumBytes = 4096

    private let address: (_ path: String) -> String?

    /// Makes a probe of a port.
    ///
    /// - Parameter address: Scheme, host and port.
    init(_ address: String) { self.address = { address + $0 } }

    /// Makes a probe of a Unix-domain socket.
    init(socket: String) { address = { URL(httpURLWithSocketPath: socket, uri: $0)?.absoluteString } }

    /// Asks for `/health` or `/ready`.
    func ask(_ path: String) async -> Outcome {
        guard let url = address(path) else { return .silent }
        var configuration = HTTPClient.Configuration()
        // It asks this very machine and says nothing that is secret; the certificate bears another name than the
        // loopback address.
        configuration.tlsConfiguration = TLSTrust.unverified.configuration
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = Self.limit
        let outcome = try? await HTTPClient.withHTTPClient(configuration: configuration) { client in
            var request = HTTPClientRequest(url: url)
            request.headers.add(name: "Host", value: "localhost")
            let response = try await client.execute(request, timeout: Self.limit)
            guard response.status == .ok else { return Outcome.bad(Int(response.status.code)) }
            let body = try await response.body.collect(upTo: Self.maximumBytes)
            let status = try JSONParser.parse(Array(body.readableBytesView))["status"]?.stringValue
            return status == "healthy" || status == "ready" ? .good : .bad(Int(response.status.code))
        }
        return outcome ?? .silent
    }
}
