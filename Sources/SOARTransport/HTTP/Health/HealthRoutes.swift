//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
public import Hummingbird
import SOARCore

/// `/health`: the process is alive.
///
/// `/ready`: everything it needs to answer is there, or which part is not.
public struct HealthRoutes: Sendable {
    /// One part that must work; names what is wrong where it does not.
    ///
    /// What it says is for anybody to read.
    public struct Check: Sendable {
        var name: String
        var problem: @Sendable () async -> String?

        /// Makes a check.
        ///
        /// - Parameters:
        ///   - name: Of the part, in the answer.
        ///   - problem: A word for what is wrong, without anything internal; nil where nothing is.
        public init(_ name: String, problem: @escaping @Sendable () async -> String?) {
            self.name = name
            self.problem = problem
        }
    }

    private let version: String
    private let checks: [Check]

    /// Makes the routes of a server.
    public init(version: String, checks: [Check]) {
        self.version = version
        self.checks = checks
    }

    /// Adds both routes.
    public func add(to router: Router<some RequestContext>) {
        let health: JSONValue = ["status": "healthy", "version": .string(version)]
        router.get("/health") { _, _ in Response(HTTPAnswer(status: .ok, json: health)) }
        router.get("/ready") { _, _ in Response(await readiness()) }
    }

    private func readiness() async -> HTTPAnswer {
        var states: JSONObject = [:]
        var isReady = true
        for check in checks {
            let problem = await check.problem()
            states[check.name] = .string(problem ?? "ok")
            if problem != nil { isReady = false }
        }
        let json: JSONValue = ["status": isReady ? "ready" : "not_ready", "checks": .object(states)]
        return HTTPAnswer(
            status: isReady ? .ok : .serviceUnavailable, json: json, headers: isReady ? [:] : [.retryAfter: "1"]
        )
    }
}
