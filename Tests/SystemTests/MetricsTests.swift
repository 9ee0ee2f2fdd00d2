//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import HTTPTypes
import OctoMationSimulator
import SOARCore
import SOARTransport
import TestSupport
import Testing

@Suite("The metrics of a running server")
struct MetricsTests {
    private static let trace = "0af7651916cd43dd8448eb211c80319c"

    /// Runs a server that has done a bit of everything, and says what it shows.
    private func withFigures(
        _ body: (RunningServer, OctoMationSimulator, PrometheusPage, String) async throws -> Void
    ) async throws {
        try await withSimulator { simulator in
            let environment = [
                "API_URL": try await simulator.baseURL, "API_TOKEN": OctoMationSimulator.Configuration.defaultToken,
                "LOG_LEVEL": "trace", "AUDIT_SYSLOG": "udp://127.0.0.1:9", "MCP_SOCKET": "mcp.sock",
            ]
            try await withRunningServer(environment: environment) { server in
                let token = try server.newToken("metrics")
                let client = server.client(token)
                for _ in 0..<2 { _ = try await client.tool("list_playbooks_quick") }
                _ = try await client.read("soar://applications")
                _ = try await client.tool("query_playbook_execution_status_by_activity_id", ["activity_id": "a-1"])
                _ = try await client.tool("no_such_tool")
                _ = try await server.client("soar_nonsense").tool("list_playbooks_quick")
                let page = PrometheusPage(try await server.metrics())
                try await body(server, simulator, page, token)
            }
        }
    }

    @Test("show all that Docs/operations/metrics.md has, under its labels, and nothing else")
    func offersWhatIsDocumented() async throws {
        let documented = try PrometheusPage.documented()
        #expect(documented.map(\.name).sorted() == MetricDescription.standard.map(\.name).sorted())
        try await withFigures { _, _, page, _ in
            #expect(page.families.keys.sorted() == documented.map(\.name).sorted())
            for row in documented {
                let family = try #require(page.families[row.name])
                #expect(family.kind == row.kind, "\(row.name)")
                #expect(family.labels == Set(row.labels), "\(row.name)")
            }
        }
    }

    @Test("have no listener that is not documented")
    func listeners() async throws {
        let row = try TestSources.page("operations/metrics.md").split(separator: "\n").first {
            $0.hasPrefix("| `listener` |")
        }
        let documented = try #require(row).matches(of: /`(\w+)`/).map { String($0.output.1) }.filter {
            $0 != "listener"
        }
        try await withFigures { _, _, page, _ in
            let shown = page.samples.keys.compactMap { $0.wholeMatch(of: /soar_mcp_connections\{listener="(\w+)"\}/) }
            #expect(shown.map { String($0.output.1) }.sorted() == documented.filter { $0 != "MCP_SOCKET" }.sorted())
        }
    }

    @Test("are for this machine, and elsewhere for administrators")
    func administrators() async throws {
        try await withRunningServer { server in
            func status(_ token: String?) async throws -> Int {
                var request = TestRequest(token: token, port: server.adminPort).with(method: "GET", target: "/metrics")
                // As if it came from elsewhere.
                request.set("X-Forwarded-For", "203.0.113.7")
                return try await MCPTestClient(port: server.adminPort).send(request).status
            }
            let admin = try server.command("token", "create", "prometheus", "--scope", "admin").output
            #expect(try await status(admin.trimmingCharacters(in: .whitespacesAndNewlines)) == 200)
            #expect(try await status(try server.newToken("worker")) == 403)
            #expect(try await status(APITokenSecret().exposed) == 401)
            #expect(try await status(nil) == 403)
        }
    }

    @Test("count what was done")
    func counts() async throws {
        try await withFigures { _, _, page, _ in
            let expected: [String: Double] = [
                #"soar_mcp_requests_total{method="tools/call",status="200"}"#: 4,
                #"soar_mcp_requests_total{method="resources/read",status="200"}"#: 1,
                #"soar_mcp_requests_total{method="none",status="401"}"#: 1,
                #"soar_mcp_tool_calls_total{outcome="success",tool="list_playbooks_quick"}"#: 2,
                #"soar_mcp_tool_calls_total{outcome="invalid",tool="unknown"}"#: 1,
                #"soar_mcp_authentications_total{outcome="accepted",reason="none"}"#: 5,
                #"soar_mcp_authentications_total{outcome="refused",reason="malformed_token"}"#: 1,
                #"soar_mcp_token_verifications_total{outcome="accepted",verifier="database"}"#: 5,
                #"soar_mcp_verification_cache_misses_total{verifier="database"}"#: 1,
                #"soar_mcp_verification_cache_hits_total{verifier="database"}"#: 4,
                #"soar_mcp_platform_calls_total{operation="applications",outcome="success"}"#: 1,
                #"soar_mcp_request_duration_seconds_count{method="tools/call"}"#: 4,
                #"soar_mcp_tokens{state="enabled"}"#: 1,
            ]
            for (series, value) in expected { #expect(page.samples[series] == value, "\(series)") }
            // The refusal may still be on its way to the disk.
            #expect(page.samples["soar_mcp_audit_commit_records_sum"] ?? 0 >= 5)
            #expect(page.samples.filter { $0.key.hasPrefix("soar_mcp_metrics_source_up") }.allSatisfy { $0.value == 1 })
        }
    }

    @Test("hold no token, and a canary in every label that a client could reach is nowhere")
    func holdsNothingOfClients() async throws {
        try await withFigures { server, _, _, token in
            let client = server.client(token)
            _ = try await client.tool("canary_tool\"} 1\n")
            _ = try await client.call("canary/method")
            _ = try await client.read("soar://canary")
            _ = try await client.send(client.request("tools/list").with(method: "CANARY"))
            _ = try await client.send(client.request("tools/list").with("User-Agent", "canary"))
            let text = try await server.metrics()
            #expect(!text.lowercased().contains("canary"))
            #expect(!text.contains(token.dropFirst(APITokenSecret.prefixLength)))
        }
    }

    @Test("a trace goes into the log, the audit log and the platform's call; its request id into log and audit log")
    func traces() async throws {
        try await withFigures { server, simulator, _, token in
            let client = server.client(token)
            let parent = "00-\(Self.trace)-b7ad6b7169203331-01"
            let request = client.request("resources/read", ["uri": "soar://applications"])
                .adding("traceparent", parent).adding("tracestate", "vendor=1").adding(
                    "X-Request-Id", "the-clients-own")
            let answer = try await client.send(request)
            #expect(answer.status == 200)
            let id = try #require(answer.raw.fields["x-request-id"])
            #expect(id != "the-clients-own")
            let record = try #require(try server.auditRecords().first { $0["callID"]?.stringValue == id })
            #expect(record["traceID"]?.stringValue == Self.trace)

            let asked = try #require(simulator.calls.requests.last)
            let sent = try #require(asked.headers.first { $0.name.canonicalName == "traceparent" }?.value)
            #expect(asked.headers.first { $0.name.canonicalName == "tracestate" }?.value == "vendor=1")
            #expect(sent.contains("00-\(Self.trace)-") && !sent.contains("b7ad6b7169203331"))
            let line = try #require(
                server.remarks.split(separator: "\n").first { $0.contains(id) && $0.contains("Request answered") })
            #expect(line.contains("trace_id=\(Self.trace)"))
            #expect(!server.remarks.contains("the-clients-own"))

            // A bad one is as if it weren't there.
            let bad = try await client.send(
                client.request("resources/read", ["uri": "soar://applications"]).adding("traceparent", "00-nonsense"))
            #expect(bad.status == 200)
            #expect(try server.auditRecords().first?["traceID"] == .null)
            let last = try #require(simulator.calls.requests.last)
            #expect(!last.headers.contains { $0.name.canonicalName == "traceparent" })
        }
    }
}

extension RunningServer {
    /// What the admin port shows.
    fileprivate func metrics() async throws -> String {
        // What is asked for may be a second old.
        try await Task.sleep(for: .milliseconds(1100))
        var request = TestRequest([], token: nil, port: adminPort).with(method: "GET", target: "/metrics")
        request.set("Content-Type", nil)
        let connection = try RawClient(port: adminPort)
        try await connection.send(request.bytes)
        let answer = try await connection.readAnswer()
        #expect(answer.status == 200)
        return answer.body
    }
}
