//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import Logging
import SOARCore
import Synchronization

/// Answers with what it was given, in order, the last one for ever, and remembers what it was asked.
final class CannedHTTP: HTTPFetching {
    struct Exchange: Sendable {
        var request: HTTPRequest
        var body: [UInt8]
        var limits: HTTPFetchLimits

        var path: String { request.path ?? "" }
        var json: JSONValue? { try? JSONParser.parse(body) }
    }

    enum Answer: Sendable {
        case status(Int, String)
        case fault(HTTPFetchError.Code)

        static func json(_ text: String) -> Answer { .status(200, text) }
    }

    private struct State {
        var answers: [Answer]
        var exchanges: [Exchange] = []
    }

    private let state: Mutex<State>

    init(_ answers: Answer...) { state = Mutex(State(answers: answers)) }

    var exchanges: [Exchange] { state.withLock(\.exchanges) }

    func fetch(
        _ request: HTTPRequest, body: [UInt8], limits: HTTPFetchLimits
    ) async throws(HTTPFetchError) -> HTTPFetchResponse {
        let answer = state.withLock { state in
            state.exchanges.append(Exchange(request: request, body: body, limits: limits))
            return state.answers.count > 1 ? state.answers.removeFirst() : state.answers[0]
        }
        switch answer {
        case .status(let status, let text):
            return HTTPFetchResponse(head: HTTPResponse(status: .init(code: status)), body: Array(text.utf8))
        case .fault(let code):
            throw HTTPFetchError(code)
        }
    }
}

/// Remembers how long somebody wanted to wait, and doesn't.
final class Waits: Sendable {
    private let durations = Mutex<[Duration]>([])
    var all: [Duration] { durations.withLock { $0 } }
    func wait(_ duration: Duration) { durations.withLock { $0.append(duration) } }
}

let testToken = "eyJhbGciOiJIUzI1NiJ9.canned-token"

/// A client with the defaults, over canned answers.
func client(
    _ http: CannedHTTP, base: String = "https://soar.example.com", token: String = testToken, waits: Waits = Waits(),
    _ change: (inout OctoMationClient.Configuration) -> Void = { _ in }
) throws -> OctoMationClient {
    var configuration = OctoMationClient.Configuration(
        baseURL: try PlatformURL(validating: base), token: Secret(token))
    change(&configuration)
    return OctoMationClient(
        configuration: configuration, http: http, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
        sleep: { waits.wait($0) })
}

/// The error that something throws; a call that does not throw is a failed test.
func platformError(_ operation: () async throws -> Void) async throws -> PlatformError? {
    do {
        try await operation()
        return nil
    } catch let error as PlatformError {
        return error
    }
}
