//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import SOARCore
import TestSupport
import Testing

@Suite("Fetching over real sockets", .timeLimit(.minutes(1)))
struct AsyncHTTPClientFetcherTests {
    private func request(
        _ port: Int, path: String = "/", method: HTTPRequest.Method = .get, scheme: String = "http"
    ) -> HTTPRequest {
        HTTPRequest(method: method, scheme: scheme, authority: "127.0.0.1:\(port)", path: path)
    }

    /// The code of the error that one request ends with; nil for an answer.
    private func faultCode(
        _ port: Int, _ limits: HTTPFetchLimits = HTTPFetchLimits()
    ) async throws -> HTTPFetchError.Code? {
        try await AsyncHTTPClientFetcher.withFetcher { fetcher -> HTTPFetchError.Code? in
            do throws(HTTPFetchError) {
                _ = try await fetcher.fetch(request(port), body: [], limits: limits)
                return nil
            } catch {
                return error.code
            }
        }
    }

    @Test("sends method, path, header fields and body as they are, and reads the answer")
    func exchanges() async throws {
        try await ScriptedServer.run(.init(status: "201 Made", headers: ["X-Kept: yes"], body: "hello")) {
            server, port in
            var request = request(port, path: "/a%2Fb/%E4%BD%A0?x=1%262&y=%2e", method: .post)
            request.headerFields[.contentType] = "application/json"
            let response = try await AsyncHTTPClientFetcher.withFetcher { [request] fetcher in
                try await fetcher.fetch(request, body: Array("{}".utf8), limits: HTTPFetchLimits())
            }
            #expect(response.head.status.code == 201)
            #expect(response.head.headerFields[try #require(HTTPField.Name("x-kept"))] == "yes")
            #expect(String(decoding: response.body, as: UTF8.self) == "hello")
            let sent = try #require(server.requests.first)
            #expect(sent.hasPrefix("POST /a%2Fb/%E4%BD%A0?x=1%262&y=%2e HTTP/1.1\r\n"))
            #expect(sent.lowercased().contains("\r\ncontent-type: application/json\r\n"))
            #expect(sent.hasSuffix("\r\n\r\n{}"))
        }
    }

    @Test("follows no redirect", arguments: ["301 Moved", "302 Found", "307 Temporary", "308 Permanent"])
    func followsNoRedirect(status: String) async throws {
        try await ScriptedServer.run(.init(status: "200 OK")) { target, targetPort in
            let location = "Location: http://127.0.0.1:\(targetPort)/stolen"
            try await ScriptedServer.run(.init(status: status, headers: [location])) { _, port in
                let response = try await AsyncHTTPClientFetcher.withFetcher { fetcher in
                    try await fetcher.fetch(request(port), body: [], limits: HTTPFetchLimits())
                }
                #expect(response.head.status.code == Int(status.prefix(3)))
            }
            #expect(target.requests.isEmpty)
        }
    }

    @Test("refuses an answer that says it is too long, without reading it")
    func refusesAnnouncedLength() async throws {
        var limits = HTTPFetchLimits()
        limits.maximumBodyBytes = 1000
        let script = ScriptedServer.Reply(
            raw: "HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n", trickle: ("x", .seconds(60)))
        let code = try await ScriptedServer.run(script) { [limits] _, port in try await faultCode(port, limits) }
        #expect(code == .tooLarge)
    }

    @Test("stops reading an answer that turns out too long")
    func refusesLength() async throws {
        var limits = HTTPFetchLimits()
        limits.maximumBodyBytes = 100_000
        let chunk = "1000\r\n" + String(repeating: "x", count: 4096) + "\r\n"
        let script = ScriptedServer.Reply(
            raw: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", trickle: (chunk, .microseconds(1)))
        let code = try await ScriptedServer.run(script) { [limits] _, port in try await faultCode(port, limits) }
        #expect(code == .tooLarge)
    }

    @Test("takes an answer of just the allowed length")
    func takesAllowedLength() async throws {
        var limits = HTTPFetchLimits()
        limits.maximumBodyBytes = 5
        let code = try await ScriptedServer.run(.init(status: "200 OK", body: "12345")) { [limits] _, port in
            try await faultCode(port, limits)
        }
        #expect(code == nil)
    }

    @Test(
        "gives up when the whole exchange takes too long",
        arguments: [
            // No head at all, and a body that never ends.
            ScriptedServer.Reply(raw: "", trickle: ("", .seconds(60))),
            ScriptedServer.Reply(
                raw: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", trickle: ("1\r\nx\r\n", .milliseconds(20))
            ),
        ])
    func timesOut(script: ScriptedServer.Reply) async throws {
        var limits = HTTPFetchLimits()
        limits.timeout = .milliseconds(300)
        let clock = ContinuousClock()
        let start = clock.now
        let code = try await ScriptedServer.run(script) { [limits] _, port in try await faultCode(port, limits) }
        #expect(code == .timedOut)
        #expect(clock.now - start < .seconds(20))
    }

    @Test(
        "takes a broken connection for none",
        arguments: [
            ScriptedServer.Reply(raw: ""),
            ScriptedServer.Reply(raw: "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345"),
            ScriptedServer.Reply(raw: "SSH-2.0-OpenSSH\r\n"),
        ])
    func reportsBrokenConnection(script: ScriptedServer.Reply) async throws {
        #expect(try await ScriptedServer.run(script) { _, port in try await faultCode(port) } == .unreachable)
    }

    @Test("reports at once that nobody listens")
    func reportsRefusal() async throws {
        let free = try await ScriptedServer.run(.init(status: "200 OK")) { _, port in port }
        let clock = ContinuousClock()
        let start = clock.now
        #expect(try await faultCode(free) == .unreachable)
        #expect(clock.now - start < .seconds(3))
    }

    @Test("ends with the task that asks")
    func endsWithTask() async throws {
        let script = ScriptedServer.Reply(raw: "", trickle: ("", .seconds(60)))
        let code = try await ScriptedServer.run(script) { server, port in
            try await withThrowingTaskGroup(of: HTTPFetchError.Code?.self) { group in
                group.addTask { try await faultCode(port) }
                while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
                group.cancelAll()
                return try await group.next() ?? nil
            }
        }
        #expect(code == .unreachable)
    }

    @Test("does not expand a compressed answer")
    func keepsCompression() async throws {
        let script = ScriptedServer.Reply(
            status: "200 OK", headers: ["Content-Encoding: gzip"], body: "not gzip at all")
        let body = try await ScriptedServer.run(script) { _, port in
            try await AsyncHTTPClientFetcher.withFetcher { fetcher in
                try await fetcher.fetch(request(port), body: [], limits: HTTPFetchLimits()).body
            }
        }
        #expect(String(decoding: body, as: UTF8.self) == "not gzip at all")
    }

    @Test("refuses a request without scheme, host or path")
    func refusesIncompleteRequest() async throws {
        try await AsyncHTTPClientFetcher.withFetcher { fetcher in
            for request in [
                HTTPRequest(method: .get, scheme: nil, authority: "h", path: "/"),
                HTTPRequest(method: .get, scheme: "http", authority: nil, path: "/"),
                HTTPRequest(method: .get, scheme: "http", authority: "h", path: "x"),
                HTTPRequest(method: .get, scheme: "gopher", authority: "h", path: "/"),
            ] {
                do throws(HTTPFetchError) {
                    _ = try await fetcher.fetch(request, body: [], limits: HTTPFetchLimits())
                    Issue.record("An incomplete request was sent.")
                } catch {
                    #expect(error.code == .invalidRequest)
                }
            }
        }
    }
}
