//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Hummingbird
public import Logging
public import ServiceLifecycle
import Synchronization

public import struct Foundation.Date

/// A stand-in for an OctoMation SOAR platform: its HTTP API with seeded playbooks, and faults to order.
///
/// Run it as a service, or for the length of a closure with ``withSimulator(_:logger:now:_:)``. It speaks plain HTTP;
/// what a self-signed certificate does to a client is not shown here. Everything it holds is made up and is gone
/// when it ends.
public final class OctoMationSimulator: Service {
    /// What goes wrong, and for how many calls.
    public let faults = SimulatorFaults()
    /// What was called, and how often.
    public let calls: SimulatorCalls
    /// The playbooks that there are at this moment.
    public let playbooks: SimulatorPlaybooks
    /// The runs, and what is decided about them.
    public let executions: SimulatorExecutions

    private let configuration: Configuration
    private let logger: Logger
    private let now: @Sendable () -> Date
    private let acceptedTokens: Mutex<Set<String>>
    private let boundPort = BoundPort()

    /// Makes a simulator that does nothing until it is run.
    ///
    /// - Parameters:
    ///   - configuration: Where it listens, whom it lets in and what it starts with.
    ///   - logger: Told only about the server itself.
    ///   - now: The clock that executions go by. Latency and slow bodies go by the real one.
    public init(
        configuration: Configuration = Configuration(),
        logger: Logger = Logger(label: "octomation-simulator") { _ in SwiftLogNoOpLogHandler() },
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.configuration = configuration
        self.logger = logger
        self.now = now
        acceptedTokens = Mutex(configuration.tokens)
        calls = SimulatorCalls(limit: configuration.limits.recordedRequests)
        playbooks = SimulatorPlaybooks(configuration.seed.playbooks)
        executions = SimulatorExecutions(
            durations: configuration.durations, limit: configuration.limits.executions, now: now)
    }

    /// The port that it listens on; waits until it does.
    ///
    /// - Throws: ``SimulatorError`` where it has ended or could not start, `CancellationError` where the task is over.
    public var port: Int {
        get async throws { try await boundPort.value() }
    }

    /// The address to give to a client, such as `http://127.0.0.1:41234`; waits until somebody answers there.
    ///
    /// - Throws: As ``port``.
    public var baseURL: String {
        get async throws { "http://\(configuration.host):\(try await port)" }
    }

    /// Lets in the holders of these tokens from the next call on, and nobody else.
    public func accept(tokens: Set<String>) {
        acceptedTokens.withLock { $0 = tokens }
    }

    /// Serves until the task is cancelled or a graceful shutdown asks it to end.
    ///
    /// - Throws: What keeps it from listening, such as a port that is taken.
    public func run() async throws {
        let application = Application(
            responder: SimulatorResponder(simulator: self),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port), serverName: nil),
            onServerRunning: { [boundPort] channel in boundPort.bind(channel.localAddress?.port) },
            logger: logger)
        do {
            try await application.run()
            boundPort.end(SimulatorError(.notRunning))
        } catch {
            boundPort.end(SimulatorError(.notRunning, cause: error))
            throw error
        }
    }
}

extension OctoMationSimulator {
    func lets(in token: String?) -> Bool {
        guard let token else { return false }
        return acceptedTokens.withLock { $0.contains(token) }
    }

    var refusal: Configuration.Refusal { configuration.refusal }
    var maximumBodyBytes: Int { configuration.limits.requestBodyBytes }
    var currentTime: Date { now() }

    var routes: Routes {
        Routes(playbooks: playbooks, executions: executions, seed: configuration.seed, now: now)
    }
}
