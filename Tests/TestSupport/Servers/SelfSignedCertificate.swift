//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
package import NIOSSL

/// A certificate for `localhost`, made anew for each test so that no private key lies in the repository.
package struct SelfSignedCertificate: Sendable {
    package let certificatePath: String
    package let keyPath: String

    private static let openssl = "/usr/bin/openssl"

    package static var canBeMade: Bool { FileManager.default.isExecutableFile(atPath: openssl) }

    package static func with(_ body: (SelfSignedCertificate) async throws -> Void) async throws {
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
        guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
        try await body(made)
    }

    /// Another certificate, of the same name and with a key of its own.
    package func other(_ body: (SelfSignedCertificate) async throws -> Void) async throws { try await Self.with(body) }

    /// Puts both files in the place of another certificate's, one after the other.
    package func replace(_ other: SelfSignedCertificate) throws {
        for (from, to) in [(certificatePath, other.certificatePath), (keyPath, other.keyPath)] {
            try Data(contentsOf: URL(filePath: from)).write(to: URL(filePath: to), options: .atomic)
        }
    }

    package func serverConfiguration() throws -> TLSConfiguration {
        TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMFile(certificatePath).map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(file: keyPath, format: .pem)))
    }
}
