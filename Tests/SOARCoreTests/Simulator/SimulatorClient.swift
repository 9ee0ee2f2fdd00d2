//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import HTTPTypes
import OctoMationSimulator
import SOARCore
import Synchronization
import Testing

/// A clock that moves only when a test moves it.
final class SimulatorClock: Sendable {
    private let time = Mutex(Date(timeIntervalSince1970: 1_611_801_292))

    func advance(by seconds: Double) { time.withLock { $0 += seconds } }
    var now: @Sendable () -> Date { { self.time.withLock { $0 } } }
}

/// Says exactly what a test wants said, over a real connection.
struct SimulatorClient {
    struct Answer {
        var status: Int
        var fields: HTTPFields
        var body: [UInt8]
        var json: JSONValue { get throws { try JSONParser.parse(body) } }
    }

    let fetcher: AsyncHTTPClientFetcher
    let authority: String

    func call(
        _ method: HTTPRequest.Method, _ path: String, _ body: JSONValue? = nil,
        token: String? = OctoMationSimulator.Configuration.defaultToken, limits: HTTPFetchLimits = HTTPFetchLimits()
    ) async throws -> Answer {
        var request = HTTPRequest(method: method, scheme: "http", authority: authority, path: path)
        request.headerFields[.contentType] = "application/json"
        request.headerFields[try #require(HTTPField.Name("hg-token"))] = token
        let response = try await fetcher.fetch(request, body: body?.encoded() ?? [], limits: limits)
        return Answer(status: response.head.status.code, fields: response.head.headerFields, body: response.body)
    }

    /// The `result` of a call that succeeds.
    func result(_ method: HTTPRequest.Method, _ path: String, _ body: JSONValue? = nil) async throws -> JSONValue {
        let json = try await call(method, path, body).json
        try #require(json["code"] == 200, "\(json.text())")
        return try #require(json["result"])
    }

    /// Starts a playbook; values by parameter name.
    func execute(
        _ playbook: PlaybookID, _ parameters: [String: String] = ["src": "15.197.148.33"],
        path: String = "/odp/core/v1/api/event/execution"
    ) async throws -> JSONValue {
        try await call(
            .post, path,
            [
                "eventId": 0, "executorInstanceId": .integer(playbook.rawValue), "executorInstanceType": "PLAYBOOK",
                "params": .array(parameters.map { ["key": .string($0.key), "value": .string($0.value)] }),
            ]
        ).json
    }

    /// Starts a playbook that is known to start.
    func start(_ playbook: PlaybookID, _ parameters: [String: String] = ["src": "15.197.148.33"]) async throws
        -> ActivityID
    {
        let answer = try await execute(playbook, parameters)
        return try #require(answer["result"]?.stringValue.flatMap { ActivityID($0) }, "\(answer.text())")
    }

    func status(of activity: ActivityID) async throws -> String? {
        try await result(.get, "/odp/core/v1/api/activity/\(activity)")["executeStatus"]?.stringValue
    }

    func executionResult(of activity: ActivityID) async throws -> JSONValue {
        try await result(.get, "/odp/core/v1/api/event/activity?activityId=\(activity)")
    }
}

/// A simulator, somebody who talks to it, and its clock.
func withSimulatorClient(
    _ configure: (inout OctoMationSimulator.Configuration) -> Void = { _ in },
    _ body: (OctoMationSimulator, SimulatorClient, SimulatorClock) async throws -> Void
) async throws {
    var configuration = OctoMationSimulator.Configuration()
    configure(&configuration)
    let clock = SimulatorClock()
    try await withSimulator(configuration, now: clock.now) { simulator in
        let authority = "127.0.0.1:\(try await simulator.port)"
        try await AsyncHTTPClientFetcher.withFetcher { fetcher in
            try await body(simulator, SimulatorClient(fetcher: fetcher, authority: authority), clock)
        }
    }
}

extension JSONValue {
    /// The ids of an array's elements.
    var ids: [Int64] { (arrayValue ?? []).compactMap { $0["id"]?.integerValue } }

    /// The names of an object's members, sorted.
    var names: [String] { (objectValue?.names ?? []).sorted() }
}
