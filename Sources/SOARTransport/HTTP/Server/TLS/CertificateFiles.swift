//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Crypto
import Foundation
import NIOSSL

/// A certificate and its key on disk, both in PEM form.
public struct CertificateFiles: Hashable, Sendable {
    /// The certificate, followed by those that lead from it to an authority.
    public var certificatePath: String
    /// The certificate's private key, without a password.
    public var keyPath: String

    public init(certificatePath: String, keyPath: String) {
        self.certificatePath = certificatePath
        self.keyPath = keyPath
    }

    /// Longer files are not read: a chain has a few thousand bytes.
    private static let maximumBytes = 1024 * 1024

    /// What tells one state of the two files from another without reading them.
    struct Stamp: Hashable {
        private var values: [UInt64] = []

        init(_ paths: [String]) {
            for path in paths {
                let attributes = try? FileManager.default.attributesOfItem(atPath: path)
                values.append((attributes?[.systemFileNumber] as? NSNumber)?.uint64Value ?? 0)
                values.append((attributes?[.size] as? NSNumber)?.uint64Value ?? 0)
                values.append((attributes?[.modificationDate] as? Date)?.timeIntervalSince1970.bitPattern ?? 0)
            }
        }
    }

    /// What the files look like now; links count as what they lead to.
    var stamp: Stamp {
        Stamp([certificatePath, keyPath].map { URL(filePath: $0).resolvingSymlinksInPath().path })
    }

    /// Reads both files and sees whether a server can use them.
    func load(now: Date) throws(CertificateError) -> LoadedCertificate {
        let (chainBytes, keyBytes) = (try read(certificatePath), try read(keyPath))
        guard let chain = try? NIOSSLCertificate.fromPEMBytes(chainBytes), let own = chain.first else {
            throw CertificateError(.malformed, "“\(certificatePath)” holds no certificate in PEM form.")
        }
        guard let key = try? NIOSSLPrivateKey(bytes: keyBytes, format: .pem) else {
            throw CertificateError(
                .malformed, "“\(keyPath)” holds no private key in PEM form, or one with a password.")
        }
        let begins = Date(timeIntervalSince1970: TimeInterval(own.notValidBefore))
        let ends = Date(timeIntervalSince1970: TimeInterval(own.notValidAfter))
        guard now < ends else {
            throw CertificateError(.expired, "The certificate in “\(certificatePath)” expired at \(Self.text(ends)).")
        }
        guard begins <= now else {
            throw CertificateError(
                .notYetValid, "The certificate in “\(certificatePath)” is valid from \(Self.text(begins)) on.")
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        configuration.shutdownTimeout = LoadedCertificate.farewell
        configuration.applicationProtocols = ["h2", "http/1.1"]
        var http1Configuration = configuration
        http1Configuration.applicationProtocols = ["http/1.1"]
        guard let context = try? NIOSSLContext(configuration: configuration),
            let http1Context = try? NIOSSLContext(configuration: http1Configuration)
        else {
            throw CertificateError(
                .mismatch, "The key in “\(keyPath)” is not that of the certificate in “\(certificatePath)”.")
        }
        var digest = SHA256()
        for bytes in [chainBytes, keyBytes] {
            digest.update(data: Array(SHA256.hash(data: bytes)))
        }
        return LoadedCertificate(
            context: context, http1Context: http1Context, expiresAt: ends, fingerprint: Array(digest.finalize()))
    }

    private func read(_ path: String) throws(CertificateError) -> [UInt8] {
        let kind = try? FileManager.default.attributesOfItem(atPath: URL(filePath: path).resolvingSymlinksInPath().path)
        guard kind?[.type] as? FileAttributeType == .typeRegular, let handle = FileHandle(forReadingAtPath: path),
            let bytes = try? handle.read(upToCount: Self.maximumBytes + 1), bytes.count <= Self.maximumBytes
        else { throw CertificateError(.unreadable, "“\(path)” can't be read.") }
        return Array(bytes)
    }

    private static func text(_ date: Date) -> String { date.formatted(.iso8601) }
}
