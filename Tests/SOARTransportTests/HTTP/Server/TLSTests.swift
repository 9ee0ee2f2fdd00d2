//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import HTTPTypes
import InMemoryLogging
import Logging
import SOARCore
import SOARTransport
import TestSupport
import Testing

@Suite("TLS", .enabled(if: SelfSignedCertificate.canBeMade))
struct TLSTests {
    private static func files(_ made: SelfSignedCertificate) -> CertificateFiles {
        CertificateFiles(certificatePath: made.certificatePath, keyPath: made.keyPath)
    }

    /// Asks once, trusting one certificate only, and says whether that was the one shown.
    private static func shows(_ made: SelfSignedCertificate, _ port: Int) async throws -> Bool {
        try await AsyncHTTPClientFetcher.withFetcher(trusting(made)) { fetcher in await asks(fetcher, port) }
    }

    private static func trusting(_ made: SelfSignedCertificate) throws -> AsyncHTTPClientFetcher.Configuration {
        var configuration = AsyncHTTPClientFetcher.Configuration()
        configuration.trust = try .authorities(inFile: made.certificatePath)
        return configuration
    }

    private static func asks(_ fetcher: AsyncHTTPClientFetcher, _ port: Int) async -> Bool {
        let request = HTTPRequest(method: .get, scheme: "https", authority: "localhost:\(port)", path: "/")
        return (try? await fetcher.fetch(request, body: [], limits: HTTPFetchLimits()))?.head.status == .ok
    }

    @Test("is spoken with the guards of plain HTTP: what is too large is refused, what is plain is no TLS")
    func guarded() async throws {
        try await SelfSignedCertificate.with { made in
            let certificate = try ServerCertificate(Self.files(made))
            try await GuardedServer.run(certificate: certificate) { server in
                #expect(try await Self.shows(made, server.port))
                let head = "GET / HTTP/1.1\r\nHost: localhost\r\nX: \(String(repeating: "x", count: 70_000))\r\n\r\n"
                let refused = try await TLSClient.exchange(port: server.port, head)
                #expect(refused.hasPrefix("HTTP/1.1 431 "), "\(refused)")
                let plain = try await server.exchange("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
                #expect(plain.answer.status != 200)
            }
        }
    }

    @Test("an answer that ends its connection comes whole, and the connection ends with TLS's farewell")
    func closes() async throws {
        try await SelfSignedCertificate.with { made in
            try await GuardedServer.run(certificate: try ServerCertificate(Self.files(made))) { server in
                let answer = try await TLSClient.exchange(
                    port: server.port, "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                #expect(answer.hasPrefix("HTTP/1.1 200 "), "\(answer)")
                #expect(answer.hasSuffix("closed"), "\(answer)")
            }
        }
    }

    @Test("a handshake that doesn't come to its end is called off")
    func slowHandshake() async throws {
        try await SelfSignedCertificate.with { made in
            var limits = HTTPServerLimits()
            limits.handshakeTime = .milliseconds(200)
            try await GuardedServer.run(limits, certificate: try ServerCertificate(Self.files(made))) { server in
                for begin in ["", "\u{16}\u{03}\u{01}"] {
                    let client = try RawClient(port: server.port)
                    try await client.send(begin)
                    #expect(try await client.readToEnd(timeout: .seconds(5)).end != .timedOut)
                }
            }
        }
    }

    @Test("a new certificate is for new connections; those that are open go on")
    func reload() async throws {
        try await SelfSignedCertificate.with { first in
            try await first.other { second in
                let certificate = try ServerCertificate(Self.files(first))
                try await GuardedServer.run(certificate: certificate) { server in
                    let original = first.certificatePath + ".original"
                    try FileManager.default.copyItem(atPath: first.certificatePath, toPath: original)
                    var trust = AsyncHTTPClientFetcher.Configuration()
                    trust.trust = try .authorities(inFile: original)
                    try await AsyncHTTPClientFetcher.withFetcher(trust) { fetcher in
                        #expect(await Self.asks(fetcher, server.port))
                        #expect(try certificate.reload() == .unchanged)
                        try second.replace(first)
                        #expect(try certificate.reload() == .replaced)
                        #expect(await Self.asks(fetcher, server.port))
                    }
                    #expect(try await Self.shows(second, server.port))
                    let former = try await AsyncHTTPClientFetcher.withFetcher(trust) { fetcher in
                        await Self.asks(fetcher, server.port)
                    }
                    #expect(!former)
                }
            }
        }
    }

    @Test("files that can't be used are named, and what was in force stays")
    func refuses() async throws {
        try await SelfSignedCertificate.with { made in
            try await made.other { other in
                let files = Self.files(made)
                let now = Date()
                let late: @Sendable () -> Date = { now.addingTimeInterval(3 * 86400) }
                let early: @Sendable () -> Date = { now.addingTimeInterval(-86400) }
                var wrong = files
                wrong.keyPath = other.keyPath
                var swapped = files
                swapped.certificatePath = files.keyPath
                var keyless = files
                keyless.keyPath = files.certificatePath
                var missing = files
                missing.keyPath = "/here/key.pem"
                #expect(throws: CertificateError(.mismatch, "")) { try ServerCertificate(wrong) }
                #expect(throws: CertificateError(.malformed, "")) { try ServerCertificate(swapped) }
                #expect(throws: CertificateError(.malformed, "")) { try ServerCertificate(keyless) }
                #expect(throws: CertificateError(.unreadable, "")) { try ServerCertificate(missing) }
                #expect(throws: CertificateError(.expired, "")) { try ServerCertificate(files, now: late) }
                #expect(throws: CertificateError(.notYetValid, "")) { try ServerCertificate(files, now: early) }

                let certificate = try ServerCertificate(files)
                try await GuardedServer.run(certificate: certificate) { server in
                    let kept = made.certificatePath + ".kept"
                    try FileManager.default.copyItem(atPath: made.certificatePath, toPath: kept)
                    try Data("nothing".utf8).write(to: URL(filePath: made.certificatePath))
                    #expect(throws: CertificateError(.malformed, "")) { try certificate.reload() }
                    var trust = AsyncHTTPClientFetcher.Configuration()
                    trust.trust = try .authorities(inFile: kept)
                    let isServed = try await AsyncHTTPClientFetcher.withFetcher(trust) { fetcher in
                        await Self.asks(fetcher, server.port)
                    }
                    #expect(isServed)
                }
            }
        }
    }

    @Test("the watch takes over what has changed, and says once what can't be used")
    func watch() async throws {
        try await SelfSignedCertificate.with { first in
            try await first.other { second in
                let certificate = try ServerCertificate(Self.files(first))
                let log = InMemoryLogHandler()
                let logger = Logger(label: "test") { _ in log }
                let watch = CertificateWatch(certificate, interval: .milliseconds(20), logger: logger)
                let former = certificate.expiresAt
                try await withThrowingTaskGroup(of: Void.self) { tasks in
                    tasks.addTask { try await watch.run() }
                    try Data(contentsOf: URL(filePath: second.certificatePath))
                        .write(to: URL(filePath: first.certificatePath), options: .atomic)
                    try await Self.wait { log.entries.contains { $0.level == .error } }
                    #expect(certificate.expiresAt == former)
                    try Data(contentsOf: URL(filePath: second.keyPath))
                        .write(to: URL(filePath: first.keyPath), options: .atomic)
                    try await Self.wait { log.entries.contains { $0.level == .notice } }
                    tasks.cancelAll()
                }
                #expect(log.entries.count { $0.level == .error } == 1)
                // It is good for a day only.
                #expect(log.entries.contains { $0.level == .warning })
            }
        }
    }

    private static func wait(_ condition: () -> Bool) async throws {
        let begun = ContinuousClock.now
        while !condition(), begun.duration(to: .now) < .seconds(10) { try await Task.sleep(for: .milliseconds(5)) }
        #expect(condition())
    }
}
