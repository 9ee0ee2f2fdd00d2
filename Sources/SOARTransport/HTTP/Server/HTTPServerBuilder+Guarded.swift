//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import HummingbirdCore

extension HTTPServerBuilder {
    /// HTTP for peers that are not to be trusted, as ``guardedHTTP1(limits:certificate:)``; with a certificate HTTP/2, too.
    ///
    /// Over TLS the client chooses between HTTP/2 and HTTP/1.1 (ALPN); without a certificate HTTP/1.1 is spoken. The
    /// limits are the same for a stream of the one and a request of the other.
    ///
    /// - Parameters:
    ///   - limits: What one peer may cost.
    ///   - certificate: What the server shows; with it, only TLS is spoken.
    /// - Returns: The builder that `Application(router:server:)` takes.
    public static func guarded(
        limits: HTTPServerLimits = HTTPServerLimits(), certificate: ServerCertificate? = nil
    ) -> HTTPServerBuilder {
        guard let certificate else { return guardedHTTP1(limits: limits) }
        return HTTPServerBuilder { responder in
            GuardedHTTPChannel(responder: responder, limits: limits, certificate: certificate)
        }
    }

    /// HTTP/1.1 for peers that are not to be trusted: every wait and every size has a limit, and a request is checked
    /// before anything of the application sees it.
    ///
    /// ```swift
    /// let limits = HTTPServerLimits()
    /// let app = Application(
    ///     router: router,
    ///     server: .guardedHTTP1(limits: limits),
    ///     configuration: .init(availableConnectionsDelegate: limits.availableConnections(logger: logger))
    /// )
    /// ```
    ///
    /// - Parameters:
    ///   - limits: What one peer may cost.
    ///   - certificate: What the server shows; with it, only TLS is spoken.
    /// - Returns: The builder that `Application(router:server:)` takes.
    public static func guardedHTTP1(
        limits: HTTPServerLimits = HTTPServerLimits(), certificate: ServerCertificate? = nil
    ) -> HTTPServerBuilder {
        HTTPServerBuilder { responder in
            GuardedHTTP1Channel(responder: responder, limits: limits, certificate: certificate)
        }
    }
}
