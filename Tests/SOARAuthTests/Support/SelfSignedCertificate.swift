//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import NIOSSL
import Testing

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
