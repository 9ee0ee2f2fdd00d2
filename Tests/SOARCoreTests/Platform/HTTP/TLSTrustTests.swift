//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import HTTPTypes
import SOARCore
import TestSupport
import Testing

@Suite("Whom a TLS connection trusts", .timeLimit(.minutes(1)), .enabled(if: SelfSignedCertificate.canBeMade))
struct TLSTrustTests {
    private func status(_ port: Int, _ trust: TLSTrust, host: String = "localhost") async throws -> Int? {
        try await AsyncHTTPClientFetcher.withFetcher { fetcher in
            let request = HTTPRequest(method: .get, scheme: "https", authority: "\(host):\(port)", path: "/")
            do throws(HTTPFetchError) {
                let fetcher = fetcher.trusting(trust)
                return try await fetcher.fetch(request, body: [], limits: HTTPFetchLimits()).head.status.code
            } catch {
                #expect(error.code == .untrusted)
                return nil
            }
        }
    }

    @Test("refuses a certificate of unknown origin unless it is told to")
    func checksCertificate() async throws {
        try await SelfSignedCertificate.with { certificate in
            try await ScriptedServer.run(.init(status: "200 OK"), tls: try certificate.serverConfiguration()) {
                server, port in
                let byDefault = try await status(port, .system)
                #expect(byDefault == nil)
                #expect(server.requests.isEmpty)
                let withFile = try await status(port, .authorities(inFile: certificate.certificatePath))
                #expect(withFile == 200)
                let unchecked = try await status(port, .unverified)
                #expect(unchecked == 200)
            }
        }
    }

    @Test("checks the host's name with a private authority too")
    func checksHostName() async throws {
        try await SelfSignedCertificate.with { certificate in
            try await ScriptedServer.run(.init(status: "200 OK"), tls: try certificate.serverConfiguration()) {
                _, port in
                let trust = try TLSTrust.authorities(inFile: certificate.certificatePath)
                #expect(try await status(port, trust, host: "127.0.0.1") == nil)
            }
        }
    }

    @Test("finds out at once that a file holds no certificate")
    func refusesFile() async throws {
        try await SelfSignedCertificate.with { certificate in
            for path in ["/nonexistent/ca.pem", certificate.keyPath] {
                let error = #expect(throws: HTTPFetchError.self) { try TLSTrust.authorities(inFile: path) }
                #expect(error?.code == .invalidRequest)
            }
        }
    }
}
