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
        /// It answers, and what it says: an HTTP status, and for each part that is not as it should be its name and a word.
        case bad(Int, [String] = [])
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
            let body = try await response.body.collect(upTo: Self.maximumBytes)
            let json = try? JSONParser.parse(Array(body.readableBytesView))
            let status = json?["status"]?.stringValue
            if response.status == .ok, status == "healthy" || status == "ready" { return Outcome.good }
            return .bad(Int(response.status.code), Self.failing(json?["checks"]))
        }
        return outcome ?? .silent
    }

    private static func failing(_ checks: JSONValue?) -> [String] {
        guard case .object(let checks) = checks else { return [] }
        return checks.compactMap { name, state in
            state.stringValue.flatMap { $0 == "ok" ? nil : "\(name): \($0)" }
        }
    }
}
