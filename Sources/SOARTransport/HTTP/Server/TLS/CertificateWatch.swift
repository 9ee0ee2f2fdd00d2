//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
public import Logging
public import ServiceLifecycle

/// Takes over a certificate whose files have changed, within seconds and without a word from the operator.
///
/// Who replaces two files does so one after the other: a pair that doesn't fit is told once and looked at again when
/// either file changes.
public struct CertificateWatch: Service {
    /// From one look at the files to the next.
    public static let interval: Duration = .seconds(2)
    /// A certificate that ends within so many seconds is warned about when it is taken: 14 days.
    static let warningTime: Double = 14 * 86400

    private let certificate: ServerCertificate
    private let interval: Duration
    private let logger: Logger

    /// Makes a watch.
    ///
    /// - Parameters:
    ///   - certificate: What is kept up to date.
    ///   - interval: From one look to the next.
    ///   - logger: Hears of every change, and of every file that can't be used.
    public init(_ certificate: ServerCertificate, interval: Duration = Self.interval, logger: Logger) {
        self.certificate = certificate
        self.interval = interval
        self.logger = logger
    }

    public func run() async throws {
        warn()
        await cancelWhenGracefulShutdown {
            while true {
                do { try await Task.sleep(for: interval) } catch { return }
                if certificate.isStale { reload() }
            }
        }
    }

    /// Reads the files now, and says what came of it.
    public func reload() {
        do throws(CertificateError) {
            switch try certificate.reload() {
            case .unchanged: logger.info("The TLS certificate is unchanged")
            case .replaced:
                logger.notice(
                    "The TLS certificate was replaced: new connections get the new one",
                    metadata: ["expires": "\(certificate.expiresAt.formatted(.iso8601))"])
                warn()
            }
        } catch {
            logger.error(
                "The new TLS certificate can't be used: the former one is kept",
                metadata: ["error.code": "\(error.code)", "error.message": "\(error.message)"])
        }
    }

    private func warn() {
        guard certificate.remainingSeconds < Self.warningTime else { return }
        logger.warning(
            "The TLS certificate expires soon",
            metadata: ["expires": "\(certificate.expiresAt.formatted(.iso8601))"])
    }
}
