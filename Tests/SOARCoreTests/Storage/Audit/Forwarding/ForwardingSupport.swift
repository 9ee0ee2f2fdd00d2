//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Logging
import NIOSSL
import ServiceLifecycle
import TestSupport
import Testing

@testable import SOARCore

extension AuditForwardingService.Configuration {
    /// Everything in a fraction of a second.
    static var quick: Self {
        var configuration = Self()
        configuration.interval = .milliseconds(20)
        configuration.firstPause = .milliseconds(20)
        configuration.longestPause = .milliseconds(100)
        configuration.settlingTime = .milliseconds(500)
        return configuration
    }
}

/// Runs something while an audit log is forwarded, and ends the forwarding as a server does.
func whileForwarding<Value: Sendable>(
    _ store: any AuditForwardingLog, to destinations: [any AuditDestination],
    configuration: AuditForwardingService.Configuration = .quick, logger: Logger = Logger(label: "test"),
    isCancelled: Bool = false, _ body: (AuditForwardingService) async throws -> Value
) async throws -> Value {
    let service = AuditForwardingService(
        destinations, log: store, configuration: configuration, logger: logger, now: { moment() })
    try await service.prepare()
    let group = ServiceGroup(services: [service], logger: Logger(label: "test"))
    return try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask { try await group.run() }
        let value = try await body(service)
        if isCancelled {
            tasks.cancelAll()
            _ = try? await tasks.waitForAll()
        } else {
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
        return value
    }
}

extension SyslogDestination {
    /// A receiver on this machine.
    static func local(
        _ transport: SyslogAddress.Transport, port: Int, trust: TLSTrust = .system,
        writeTimeout: Duration = .seconds(20)
    ) throws -> SyslogDestination {
        var configuration = Configuration()
        configuration.writeTimeout = writeTimeout
        // The certificates of tests are for a name.
        let address = try #require(
            SyslogAddress("\(transport)://\(transport == .tls ? "localhost" : "127.0.0.1"):\(port)"))
        return try SyslogDestination(
            address, hostname: "test", processID: 1, trust: trust, configuration: configuration)
    }
}

extension SyslogSink {
    /// The numbers of the records in the order in which they came.
    var ids: [Int64] {
        messages.compactMap { message in
            guard let read = try? SyslogReader.read(Array(message.utf8)) else { return nil }
            return read.parameter("id").flatMap(Int64.init)
        }
    }

    /// The same, each where it came first.
    var firstIDs: [Int64] {
        var seen: Set<Int64> = []
        return ids.filter { seen.insert($0).inserted }
    }
}

extension SQLiteStore {
    /// Writes as many more records, several in a transaction.
    func record(_ count: Int, parameters: JSONValue? = nil) async throws {
        for number in 0..<count {
            var record = AuditRecord.sample("call-\(number)")
            record.parameters = parameters
            try await enqueue(record)
        }
        try await flushAuditRecords()
    }

    /// What is remembered of a destination.
    func forwarding(of destination: String) async throws -> AuditForwardingState {
        try #require(try await auditForwardingStates().first { $0.destination == destination })
    }

    /// Waits until a destination has come that far; false where it doesn't within 20 seconds.
    func hasForwarded(to destination: String, upTo id: Int64) async throws -> Bool {
        for _ in 0..<2000 {
            if try await forwarding(of: destination).position >= id { return true }
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }
}
