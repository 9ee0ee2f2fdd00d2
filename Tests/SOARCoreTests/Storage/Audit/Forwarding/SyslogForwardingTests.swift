//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import InMemoryLogging
import Logging
import NIOSSL
import Testing

import struct TestSupport.SelfSignedCertificate
import class TestSupport.SyslogSink

@testable import SOARCore

@Suite("Forwarding the audit log to syslog, over real sockets", .timeLimit(.minutes(2)))
struct SyslogForwardingTests {
    private func withStore(_ body: (SQLiteStore, _ path: String) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/soar.db"
            try await body(try SQLiteStore(path: path), path)
        }
    }

    @Test("over TCP brings every record once and in order, while they are written")
    func inOrder() async throws {
        try await withStore { store, _ in
            let sink = SyslogSink()
            let port = try await sink.start()
            try await whileForwarding(store, to: [SyslogDestination.local(.tcp, port: port)]) { service in
                for _ in 0..<12 { try await store.record(100) }
                #expect(try await sink.waits { $0.messages.count >= 1_200 })
                #expect(try await store.hasForwarded(to: "syslog", upTo: 1_200))
                #expect(service.figures.first?.delivered == 1_200)
            }
            #expect(sink.ids == Array(1...1_200))
            #expect(sink.faults.isEmpty && sink.accepted == 1)
            try await sink.stop()
        }
    }

    @Test("loses nothing where the receiver is killed again and again")
    func outages() async throws {
        try await withStore { store, _ in
            let sink = SyslogSink()
            let port = try await sink.start()
            try await whileForwarding(store, to: [SyslogDestination.local(.tcp, port: port)]) { service in
                for round in 0..<4 {
                    try await store.record(500)
                    #expect(try await sink.waits { $0.firstIDs.count > round * 500 })
                    try await sink.stop()
                    try await store.record(500)
                    #expect(try await sink.waits { _ in service.figures.first?.isFailing == true })
                    try await sink.start(port: port)
                }
                #expect(try await sink.waits { $0.firstIDs.count >= 4_000 })
                #expect(try await store.hasForwarded(to: "syslog", upTo: 4_000))
                #expect(service.figures.first?.isFailing == false)
            }
            #expect(sink.firstIDs == Array(1...4_000))
            #expect(sink.faults.isEmpty)
            try await sink.stop()
        }
    }

    @Test("is told once when it fails and once when it works again, and callers of status see why")
    func tellsOnce() async throws {
        let log = InMemoryLogHandler()
        try await withStore { store, _ in
            let sink = SyslogSink()
            let port = try await sink.start()
            try await sink.stop()
            let logger = Logger(label: "test") { _ in log }
            try await whileForwarding(store, to: [SyslogDestination.local(.tcp, port: port)], logger: logger) {
                service in
                try await store.record(3)
                #expect(try await sink.waits { _ in service.figures.first?.failures ?? 0 >= 3 })
                let failing = try await store.forwarding(of: "syslog")
                #expect(failing.backlog == 3 && failing.faultSince != nil)
                #expect(failing.fault == "tcp://127.0.0.1:\(port): Connection refused")
                try await sink.start(port: port)
                #expect(try await store.hasForwarded(to: "syslog", upTo: 3))
                #expect(try await store.forwarding(of: "syslog").fault == nil)
            }
            try await sink.stop()
        }
        let told = log.entries.filter { $0.level >= .notice }.map { "\($0.message)" }
        #expect(told.count == 2)
        #expect(told.first?.hasPrefix("The audit log can't be forwarded") == true)
        #expect(told.last == "The audit log is forwarded again")
    }

    @Test("goes on with another store over the same file where it was ended, without repeating anything")
    func goesOn() async throws {
        try await withStore { store, path in
            let sink = SyslogSink()
            let port = try await sink.start()
            var configuration = AuditForwardingService.Configuration.quick
            // What is not acknowledged is, at the end, by whoever has read to the end.
            configuration.settlingTime = .seconds(600)
            try await whileForwarding(
                store, to: [SyslogDestination.local(.tcp, port: port)], configuration: configuration
            ) { _ in
                try await store.record(50)
                #expect(try await sink.waits { $0.messages.count == 50 })
            }
            #expect(try await store.forwarding(of: "syslog").position == 50)
            try await store.record(50)
            let other = try SQLiteStore(path: path)
            try await whileForwarding(
                other, to: [SyslogDestination.local(.tcp, port: port)], configuration: configuration
            ) { _ in
                let isComplete = try await sink.waits { $0.messages.count == 100 }
                #expect(isComplete)
            }
            #expect(sink.ids == Array(1...100))
            try await sink.stop()
        }
    }

    @Test("repeats what nobody has confirmed where it was ended in the middle")
    func repeatsAfterKill() async throws {
        try await withStore { store, path in
            let sink = SyslogSink()
            let port = try await sink.start()
            var configuration = AuditForwardingService.Configuration.quick
            configuration.settlingTime = .seconds(600)
            try await store.record(20)
            try await whileForwarding(
                store, to: [SyslogDestination.local(.tcp, port: port)], configuration: configuration, isCancelled: true
            ) { _ in
                try await store.record(50)
                #expect(try await sink.waits { $0.messages.count == 50 })
            }
            #expect(try await store.forwarding(of: "syslog").position == 20)
            try await whileForwarding(try SQLiteStore(path: path), to: [SyslogDestination.local(.tcp, port: port)]) {
                _ in
                let isComplete = try await sink.waits { $0.messages.count == 100 }
                #expect(isComplete)
            }
            #expect(sink.ids == Array(21...70) + Array(21...70))
            try await sink.stop()
        }
    }

    @Test("brings at the shutdown what was only taken in, without waiting for its next look")
    func farewell() async throws {
        try await withStore { store, _ in
            let sink = SyslogSink()
            let port = try await sink.start()
            var configuration = AuditForwardingService.Configuration.quick
            configuration.interval = .seconds(600)
            try await store.beginAuditForwarding(to: ["syslog"])
            try await store.record(1)
            try await whileForwarding(
                store, to: [SyslogDestination.local(.tcp, port: port)], configuration: configuration
            ) { _ in
                #expect(try await sink.waits { !$0.messages.isEmpty })
                for _ in 0..<40 { try await store.enqueue(.sample("refused")) }
            }
            #expect(sink.ids == Array(1...41))
            #expect(try await store.forwarding(of: "syslog").position == 41)
            try await sink.stop()
        }
    }

    @Test("holds only one batch for a receiver that reads nothing, gives up on it, and begins anew")
    func slowReceiver() async throws {
        try await withStore { store, _ in
            let sink = SyslogSink()
            let port = try await sink.start(reads: false)
            let text = JSONValue.string(String(repeating: "x", count: 6_000))
            try await store.beginAuditForwarding(to: ["syslog"])
            for _ in 0..<10 { try await store.record(300, parameters: text) }
            var configuration = AuditForwardingService.Configuration.quick
            configuration.settlingTime = .seconds(5)
            let destination = try SyslogDestination.local(.tcp, port: port, writeTimeout: .milliseconds(500))
            try await whileForwarding(store, to: [destination], configuration: configuration) { service in
                #expect(try await sink.waits { _ in service.figures.first?.failures ?? 0 >= 1 })
                #expect(service.figures.first?.isFailing == true)
                #expect(try await store.forwarding(of: "syslog").position == 0)
                try await sink.stop()
                try await sink.start(port: port)
                #expect(try await sink.waits { $0.messages.count >= 3_000 })
                #expect(try await store.hasForwarded(to: "syslog", upTo: 3_000))
            }
            #expect(sink.firstIDs == Array(1...3_000))
            try await sink.stop()
        }
    }

    @Test("over UDP brings a datagram each, and notices where nobody listens")
    func datagrams() async throws {
        try await withStore { store, _ in
            let sink = SyslogSink(isDatagram: true)
            let port = try await sink.start()
            try await whileForwarding(store, to: [SyslogDestination.local(.udp, port: port)]) { service in
                try await store.record(30)
                #expect(try await sink.waits { $0.messages.count == 30 })
                #expect(try await store.hasForwarded(to: "syslog", upTo: 30))
                try await sink.stop()
                for _ in 0..<40 where service.figures.first?.failures == 0 {
                    try await store.record(1)
                    try await Task.sleep(for: .milliseconds(50))
                }
                #expect(service.figures.first?.failures ?? 0 > 0)
                try await sink.start(port: port)
                let count = try await store.forwarding(of: "syslog")
                #expect(try await sink.waits { $0.firstIDs.count >= Int(count.position + count.backlog) })
            }
            #expect(sink.ids.allSatisfy { $0 > 0 })
            try await sink.stop()
        }
    }

    @Test(
        "over TLS brings every record to who has a trusted certificate", .enabled(if: SelfSignedCertificate.canBeMade))
    func encrypted() async throws {
        try await SelfSignedCertificate.with { certificate in
            try await withStore { store, _ in
                let sink = SyslogSink(tls: try certificate.serverConfiguration())
                let port = try await sink.start()
                let trust = try TLSTrust.systemAndAuthorities(inFile: certificate.certificatePath)
                try await whileForwarding(store, to: [SyslogDestination.local(.tls, port: port, trust: trust)]) { _ in
                    try await store.record(700)
                    #expect(try await sink.waits { $0.messages.count == 700 })
                }
                #expect(sink.ids == Array(1...700))
                #expect(try await store.forwarding(of: "syslog").position == 700)
                try await sink.stop()
            }
        }
    }

    @Test(
        "over TLS brings nothing to another name than the one that was asked for",
        .enabled(if: SelfSignedCertificate.canBeMade))
    func otherName() async throws {
        try await SelfSignedCertificate.with { certificate in
            try await withStore { store, _ in
                let sink = SyslogSink(tls: try certificate.serverConfiguration())
                let port = try await sink.start()
                // The certificate is trusted, but it is for localhost.
                let destination = try SyslogDestination(
                    try #require(SyslogAddress("tls://127.0.0.1:\(port)")), hostname: "test", processID: 1,
                    trust: .systemAndAuthorities(inFile: certificate.certificatePath))
                try await whileForwarding(store, to: [destination]) { service in
                    try await store.record(3)
                    #expect(try await sink.waits { _ in service.figures.first?.failures ?? 0 >= 2 })
                    #expect(service.figures.first?.delivered == 0)
                    let state = try await store.forwarding(of: "syslog")
                    #expect(state.fault?.hasSuffix("the certificate is not accepted") == true)
                }
                #expect(sink.messages.isEmpty)
                try await sink.stop()
            }
        }
    }

    @Test("over TLS brings nothing to a stranger", .enabled(if: SelfSignedCertificate.canBeMade))
    func stranger() async throws {
        try await SelfSignedCertificate.with { certificate in
            try await withStore { store, _ in
                let sink = SyslogSink(tls: try certificate.serverConfiguration())
                let port = try await sink.start()
                try await whileForwarding(store, to: [SyslogDestination.local(.tls, port: port)]) { service in
                    try await store.record(3)
                    #expect(try await sink.waits { _ in service.figures.first?.failures ?? 0 >= 2 })
                    #expect(service.figures.first?.delivered == 0)
                    #expect(
                        try await store.forwarding(of: "syslog").fault?.hasSuffix("the certificate is not accepted")
                            == true)
                }
                #expect(sink.messages.isEmpty)
                #expect(try await store.forwarding(of: "syslog").position == 0)
                try await sink.stop()
            }
        }
    }
}
