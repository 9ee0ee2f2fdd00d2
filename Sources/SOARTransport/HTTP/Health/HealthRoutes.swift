//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
public import Hummingbird
public import SOARCore

/// `/health`: the process is alive.
///
/// `/ready`: everything it needs to answer is there, or which part is not.
public struct HealthRoutes: Sendable {
    /// One part that must work; names what is wrong where it does not.
    ///
    /// What it says is for anybody to read.
    public struct Check: Sendable {
        /// How a part does; the words are for anybody to read.
        public enum State: Hashable, Sendable {
            case working
            /// Somebody misses something, and others are served: it is told, and no reason to send callers elsewhere.
            case impaired(String)
            case failing(String)
        }

        var name: String
        var state: @Sendable () async -> State

        /// Makes a check.
        ///
        /// - Parameters:
        ///   - name: Of the part, in the answer.
        ///   - problem: A word for what is wrong, without anything internal; nil where nothing is.
        public init(_ name: String, problem: @escaping @Sendable () async -> String?) {
            self.name = name
            state = { await problem().map(State.failing) ?? .working }
        }

        /// Makes a check of a part that may be impaired.
        ///
        /// - Parameters:
        ///   - name: Of the part, in the answer.
        ///   - state: How it does.
        /// - Returns: The check.
        public static func graded(_ name: String, state: @escaping @Sendable () async -> State) -> Check {
            var check = Check(name, problem: { nil })
            check.state = state
            return check
        }
    }

    /// Something that is worth knowing beside what must work.
    public struct Detail: Sendable {
        var name: String
        var value: @Sendable () async -> JSONValue?

        /// Makes a detail.
        ///
        /// - Parameters:
        ///   - name: Its name in the answer.
        ///   - value: What it is now; nil leaves it out.
        public init(_ name: String, value: @escaping @Sendable () async -> JSONValue?) {
            self.name = name
            self.value = value
        }
    }

    private let version: String
    private let checks: [Check]
    private let details: [Detail]

    /// Makes the routes of a server.
    ///
    /// - Parameters:
    ///   - version: Of the server.
    ///   - checks: What must work for it to be ready.
    ///   - details: What `/ready` says beside that; leave it empty where anybody may ask.
    public init(version: String, checks: [Check], details: [Detail] = []) {
        self.version = version
        self.checks = checks
        self.details = details
    }

    /// Adds both routes.
    public func add(to router: Router<some RequestContext>) {
        let health: JSONValue = ["status": "healthy", "version": .string(version)]
        router.page("/health") { _, _ in HTTPAnswer(status: .ok, json: health) }
        router.page("/ready") { _, _ in await readiness() }
    }

    private func readiness() async -> HTTPAnswer {
        var states: JSONObject = [:]
        var isReady = true
        for check in checks {
            switch await check.state() {
            case .working: states[check.name] = "ok"
            case .impaired(let word): states[check.name] = .string(word)
            case .failing(let word):
                states[check.name] = .string(word)
                isReady = false
            }
        }
        var json: JSONObject = ["status": isReady ? "ready" : "not_ready", "checks": .object(states)]
        var known: JSONObject = [:]
        for detail in details { known[detail.name] = await detail.value() }
        if !known.isEmpty { json["details"] = .object(known) }
        return HTTPAnswer(
            status: isReady ? .ok : .serviceUnavailable, json: .object(json),
            headers: isReady ? [:] : [.retryAfter: "1"]
        )
    }
}
