//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import Logging
public import SOARAuth
import SOARCore
public import ServiceLifecycle

public import struct Foundation.Date

/// MCP over standard input and output: one client, one token, one message a line (MCP transports, "stdio").
///
/// Both eras are spoken, each message says itself which. Nothing but messages is written to the output. The token is
/// checked again for every request, so that one that was taken back is refused on the next.
public struct StdioTransport: Service {
    let configuration: Configuration
    let audit: AuditTrail?
    let logger: Logger
    let outages: OutageLog
    let router: MCPRouter
    let callIDs = CallIDs()
    private let verifier: any TokenVerifier
    private let token: BearerToken
    private let input: Int32
    private let output: Int32
    private let now: @Sendable () -> Date

    /// Makes a transport.
    ///
    /// - Parameters:
    ///   - server: What it offers.
    ///   - verifier: Decides about the token.
    ///   - token: Whom the client speaks for.
    ///   - audit: Records every call; without one nothing is recorded.
    ///   - configuration: Limits.
    ///   - input: The descriptor that messages are read from; it is not closed.
    ///   - output: The descriptor that messages are written to; it is not closed. Whatever else writes there breaks the
    ///     protocol.
    ///   - logger: Hears what goes wrong here. It must not write to the output.
    ///   - now: The time that the token's expiry is measured by.
    public init(
        server: MCPServer, verifier: some TokenVerifier, token: BearerToken, audit: AuditTrail? = nil,
        configuration: Configuration = Configuration(), input: Int32 = 0, output: Int32 = 1, logger: Logger,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.verifier = verifier
        self.token = token
        self.audit = audit
        self.configuration = configuration
        self.input = input
        self.output = output
        self.logger = logger
        outages = OutageLog(logger)
        self.now = now
        let seal = RequestStateSeal(
            key: configuration.requestStateKey, lifetime: configuration.requestStateLifetime)
        router = MCPRouter(methods: MCPMethods(server: server, audit: audit, seal: seal), sessions: nil)
    }

    /// Whom the token speaks for now; a refusal is recorded.
    ///
    /// - Throws: Why it is refused, or that it can't be decided.
    public func authenticate() async throws(AuthenticationFailure) -> AccessToken { try await authenticate(origin()) }

    /// Serves until the input ends, the client reads no more, or a shutdown begins; then it waits for what is under
    /// way, no longer than ``Configuration/finishTime`` and a little, and returns.
    ///
    /// - Throws: ``SOARAuth/AuthenticationFailure`` where the token is refused at the start, and an error where the
    ///   process can't open any more descriptors. A client that sends nonsense is no error.
    public func run() async throws {
        let caller = try await authenticate()
        let pipes = try StdioPipes(input: input, output: output)
        let connection = StdioConnection(self, pipes, caller)
        await withTaskCancellationHandler {
            await withGracefulShutdownHandler {
                await connection.serve()
            } onGracefulShutdown: {
                connection.shutDown()
            }
        } onCancel: {
            pipes.interrupt()
        }
        await pipes.shutDown()
    }

    /// Where a message comes from that is read now.
    func origin(_ userAgent: String? = nil) -> CallOrigin {
        CallOrigin(callID: callIDs.next(), receivedAt: .now, peer: "stdio", userAgent: userAgent)
    }

    func authenticate(_ origin: CallOrigin) async throws(AuthenticationFailure) -> AccessToken {
        let (result, refused) = await RefusedCaller.noting { () throws(AuthenticationFailure) in
            guard let caller = try await verifier.verify(token) else { throw .unknown }
            // Whoever is on this machine has no address.
            try caller.check(from: nil, at: now())
            return caller
        }
        do throws(AuthenticationFailure) {
            return try result.get()
        } catch {
            try await audit?.record(.refusedToken(origin, error, of: refused))
            throw error
        }
    }
}
