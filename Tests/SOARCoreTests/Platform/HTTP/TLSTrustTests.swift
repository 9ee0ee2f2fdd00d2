//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import HTTPTypes
import NIOSSL
import SOARCore
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
            try await RawServer.run(.answer("200 OK"), tls: try certificate.serverConfiguration()) { server, port in
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
            try await RawServer.run(.answer("200 OK"), tls: try certificate.serverConfiguration()) { _, port in
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

/// A certificate for `localhost`, made anew for each test so that no private key lies in the repository.
struct SelfSignedCertificate: Sendable {
    let certificatePath: String
    let keyPath: String

    private static let openssl = "/usr/bin/openssl"

    static var canBeMade: Bool { FileManager.default.isExecutableFile(atPath: openssl) }

    static func with(_ body: (SelfSignedCertificate) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "soar-tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let made = SelfSignedCertificate(
            certificatePath: folder.appending(path: "certificate.pem").path,
            keyPath: folder.appending(path: "key.pem").path)
        let process = Process()
        process.executableURL = URL(filePath: openssl)
        process.arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1",
            "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", made.keyPath, "-out",
            made.certificatePath,
        ]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        try await body(made)
    }

    func serverConfiguration() throws -> TLSConfiguration {
        TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMFile(certificatePath).map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(file: keyPath, format: .pem)))
    }
}
