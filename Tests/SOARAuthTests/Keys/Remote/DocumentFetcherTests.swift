//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import TestSupport
import Testing

@testable import SOARAuth

@Suite("Fetching documents", .timeLimit(.minutes(1)))
struct DocumentFetcherTests {
    private typealias Reply = ScriptedServer.Reply

    private var quick: DocumentFetcher {
        var configuration = DocumentFetcher.Configuration()
        configuration.timeout = .milliseconds(500)
        return DocumentFetcher(configuration)
    }

    private func fault(_ reply: Reply) async throws -> String? {
        let fetcher = quick
        return try await ScriptedServer.run({ _ in reply }) { server, port in
            let url = try ServerURL(validating: "http://127.0.0.1:\(port)/keys")
            do throws(DocumentFetchError) {
                _ = try await fetcher.fetch(url)
                return "none"
            } catch {
                #expect(server.requests.count == 1)
                return error.message
            }
        }
    }

    @Test("reads a document by name, asks for it unencoded, and says how long it may be kept")
    func reads() async throws {
        let reply = Reply(headers: ["Cache-Control: public, max-age=300", "Age: 100"], body: "{}")
        try await ScriptedServer.run({ _ in reply }) { server, port in
            let document = try await DocumentFetcher().fetch(
                try ServerURL(validating: "http://localhost:\(port)/k?x=1"))
            #expect(document.bytes == Array("{}".utf8))
            #expect(document.lifetime == .seconds(200))
            let request = try #require(server.requests.first).lowercased()
            #expect(request.hasPrefix("get /k?x=1 http/1.1\r\n"))
            #expect(request.contains("\r\naccept-encoding: identity\r\n"))
            #expect(request.contains("\r\nhost: localhost:\(port)\r\n"))
        }
    }

    @Test(
        "reads Cache-Control",
        arguments: [
            ("max-age=60", 60), ("no-store", 0), ("max-age=60, max-age=30", 30), ("MAX-AGE=\"7\"", 7),
            ("max-age=-1", nil),
            ("max-age=x", nil), ("private", nil), ("no-cache, max-age=60", 0),
            ("max-age=99999999999999999999", 1 << 31),
        ] as [(String, Int?)])
    func cacheControl(header: String, seconds: Int?) async throws {
        let lifetime = try await ScriptedServer.run({ _ in Reply(headers: ["Cache-Control: \(header)"], body: "{}") }) {
            try await DocumentFetcher().fetch(try ServerURL(validating: "http://127.0.0.1:\($1)/")).lifetime
        }
        #expect(lifetime == seconds.map { .seconds($0) })
    }

    @Test("refuses what is no plain answer", arguments: ["204 No Content", "206 Partial", "404 Not Found", "500 Oops"])
    func statuses(status: String) async throws {
        let fault = try await fault(Reply(status: status))
        #expect(fault?.contains("HTTP status \(status.prefix(3))") == true)
    }

    @Test("follows no redirect", arguments: ["301 Moved", "302 Found", "303 Other", "307 Temporary", "308 Permanent"])
    func redirects(status: String) async throws {
        try await ScriptedServer.run({ _ in Reply(body: keyDocument(["a"])) }) { target, targetPort in
            let fault = try await fault(
                Reply(status: status, headers: ["Location: http://127.0.0.1:\(targetPort)/"]))
            #expect(fault?.contains("HTTP status 30") == true)
            #expect(target.requests.isEmpty)
        }
    }

    @Test("refuses an encoded, a huge, an endless and a late answer in time")
    func bounds() async throws {
        let start = ContinuousClock.now
        #expect(try await fault(Reply(headers: ["Content-Encoding: gzip"], body: "x"))?.contains("encoding") == true)
        let huge = String(repeating: "x", count: 1024 * 1024 + 1)
        #expect(try await fault(Reply(body: huge))?.contains("too long") == true)
        #expect(try await fault(Reply(trickle: String(repeating: "x", count: 65536)))?.contains("too long") == true)
        #expect(try await fault(.hang())?.contains("no answer in time") == true)
        #expect(start.duration(to: .now) < .seconds(5))
    }

    @Test("checks the certificate against the host's name", .enabled(if: SelfSignedCertificate.canBeMade))
    func tls() async throws {
        try await SelfSignedCertificate.with { certificate in
            let tls = try certificate.serverConfiguration()
            try await ScriptedServer.run(tls: tls, { _ in Reply(body: "{}") }) { _, port in
                var configuration = DocumentFetcher.Configuration()
                let named = try ServerURL(validating: "https://localhost:\(port)/")
                let error = await #expect(throws: DocumentFetchError.self) {
                    try await DocumentFetcher(configuration).fetch(named)
                }
                #expect(error?.message.contains("certificate") == true)
                configuration.trust = try .authorities(inFile: certificate.certificatePath)
                let trusting = DocumentFetcher(configuration)
                let document = try await trusting.fetch(named)
                #expect(document.bytes == Array("{}".utf8))
                let unnamed = try ServerURL(validating: "https://127.0.0.1:\(port)/")
                await #expect(throws: DocumentFetchError.self) { try await trusting.fetch(unnamed) }
            }
        }
    }
}
