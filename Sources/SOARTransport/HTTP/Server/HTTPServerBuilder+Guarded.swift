//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import HummingbirdCore

extension HTTPServerBuilder {
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
