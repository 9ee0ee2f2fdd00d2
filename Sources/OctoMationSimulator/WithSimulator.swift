//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import Logging

public import struct Foundation.Date

/// Runs a simulator for as long as the closure takes, and ends it with its connections when the closure is over.
///
/// - Parameters:
///   - configuration: Where it listens, whom it lets in and what it starts with.
///   - logger: Told only about the server itself.
///   - now: The clock that executions go by.
///   - body: Called at once; asking for the port waits until there is one.
/// - Returns: What the closure returns.
/// - Throws: What the closure throws.
public func withSimulator<Result: Sendable>(
    _ configuration: OctoMationSimulator.Configuration = OctoMationSimulator.Configuration(),
    logger: Logger = Logger(label: "octomation-simulator") { _ in SwiftLogNoOpLogHandler() },
    now: @escaping @Sendable () -> Date = { Date() },
    _ body: (OctoMationSimulator) async throws -> Result
) async throws -> Result {
    let simulator = OctoMationSimulator(configuration: configuration, logger: logger, now: now)
    return try await withThrowingTaskGroup { group in
        // The error of a server that can't start reaches the closure through the port.
        group.addTask { try? await simulator.run() }
        let result = try await body(simulator)
        group.cancelAll()
        return result
    }
}
