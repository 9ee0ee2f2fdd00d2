//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import Foundation
import NIOSSL
import Synchronization

/// The certificate that a server shows, which may be replaced while it serves.
///
/// A handshake takes the certificate of its moment; connections that are open go on with theirs. TLS 1.2 and 1.3 are
/// spoken (RFC 9325 §3.1.1).
public final class ServerCertificate: Sendable {
    /// What became of a reload.
    public enum Reload: Hashable, Sendable {
        /// The files hold what they held before.
        case unchanged
        /// New handshakes take the new certificate.
        case replaced
    }

    private struct State {
        var loaded: LoadedCertificate
        /// What the files looked like when they were last read, with or without success.
        var stamp: CertificateFiles.Stamp
    }

    /// Where it is read from.
    public let files: CertificateFiles
    private let now: @Sendable () -> Date
    private let state: Mutex<State>

    /// Reads the certificate and its key.
    ///
    /// - Throws: ``CertificateError`` for files that can't be read or used, and for a time that is over.
    public init(_ files: CertificateFiles, now: @escaping @Sendable () -> Date = { Date() }) throws(CertificateError) {
        self.files = files
        self.now = now
        let stamp = files.stamp
        state = Mutex(State(loaded: try files.load(now: now()), stamp: stamp))
    }

    /// When the certificate's time is over.
    public var expiresAt: Date { state.withLock(\.loaded.expiresAt) }

    /// How long that is from now; negative where it is over.
    var remainingSeconds: TimeInterval { expiresAt.timeIntervalSince(now()) }

    /// What the next handshake takes.
    var context: NIOSSLContext { state.withLock(\.loaded.context) }

    /// The same, for HTTP/1.1 only.
    var http1Context: NIOSSLContext { state.withLock(\.loaded.http1Context) }

    /// Reads the files again.
    ///
    /// - Returns: Whether that changed anything.
    /// - Throws: ``CertificateError``: then everything stays as it was.
    public func reload() throws(CertificateError) -> Reload {
        let stamp = files.stamp
        state.withLock { $0.stamp = stamp }
        let loaded = try files.load(now: now())
        return state.withLock { state in
            guard loaded.fingerprint != state.loaded.fingerprint else { return .unchanged }
            state.loaded = loaded
            return .replaced
        }
    }

    /// Whether somebody has written to the files since they were last read.
    var isStale: Bool {
        let stamp = files.stamp
        return state.withLock { $0.stamp != stamp }
    }
}
