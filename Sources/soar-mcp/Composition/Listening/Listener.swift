//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import CoreMetrics
import Hummingbird
import Logging
import NIOCore
import SOARTransport
import ServiceLifecycle

/// One place that is listened on, and what is said where that can't be done.
struct Listener: Service {
    private let place: ListeningPlace
    private let responder: RouterResponder<ServerRequestContext>
    private let certificate: ServerCertificate?
    private let ports: OpenPorts
    private let metrics: any MetricsFactory
    private let logger: Logger

    /// Makes a listener.
    ///
    /// - Parameters:
    ///   - place: Where.
    ///   - responder: What answers.
    ///   - certificate: What is shown; without one the connection is not encrypted.
    ///   - ports: Hears when a port is open.
    ///   - metrics: Counts its connections.
    ///   - logger: Hears what goes wrong.
    init(
        _ place: ListeningPlace, responder: RouterResponder<ServerRequestContext>, certificate: ServerCertificate?,
        ports: OpenPorts, metrics: any MetricsFactory, logger: Logger
    ) {
        self.place = place
        self.responder = responder
        self.certificate = certificate
        self.ports = ports
        self.metrics = metrics
        self.logger = logger
    }

    func run() async throws {
        guard case .socket(let path) = place else { return try await serve { _ in } }
        let file = SocketFile(path: path)
        try await file.prepare()
        defer { file.remove() }
        try await serve { _ in file.protect() }
    }

    private func serve(whenOpen: @escaping @Sendable (any Channel) -> Void) async throws {
        let limits = HTTPServerLimits()
        let application = Application(
            responder: responder,
            server: .guarded(limits: limits, certificate: certificate),
            configuration: ApplicationConfiguration(
                address: place.address,
                serverName: nil,
                availableConnectionsDelegate: MeteringConnections(
                    limits.availableConnections(logger: logger), as: place.label, factory: metrics)),
            onServerRunning: { [ports, place] channel in
                whenOpen(channel)
                guard case .port(let setting, _, _) = place else { return }
                ports.open(setting, channel.localAddress?.port ?? 0)
            },
            logger: logger)
        do {
            try await application.run()
        } catch let error as IOError {
            throw place.refusal(error)
        } catch is SocketAddressError {
            throw place.refusal(nil)
        } catch is SocketAddressError.UnknownHost {
            throw place.refusal(nil)
        }
    }
}
