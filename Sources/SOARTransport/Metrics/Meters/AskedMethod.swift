//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// What a request asked for, as far as figures tell it apart: a finite set, whatever clients send.
enum AskedMethod: Int, CaseIterable, Sendable {
    case callTool, listTools, initialize, discover, ping, listResources, listTemplates, readResource, listPrompts
    case getPrompt, complete, setLevel, subscribe, unsubscribe, listen
    /// A notification or an answer, which is never answered.
    case message
    case batch
    /// A session's stream, and its end.
    case stream, endSession
    /// A method that there isn't.
    case other
    /// It was refused before anybody read what it asks.
    case none

    init(_ route: MCPRouter.Route) {
        switch route {
        case .modern(let message), .legacy(let message, _, _):
            if case .request(let request) = message { self.init(request.method) } else { self = .message }
        case .batch: self = .batch
        case .refused: self = .none
        }
    }

    init(_ method: String) {
        self =
            switch method {
            case "tools/call": .callTool
            case "tools/list": .listTools
            case "initialize": .initialize
            case "server/discover": .discover
            case "ping": .ping
            case "resources/list": .listResources
            case "resources/templates/list": .listTemplates
            case "resources/read": .readResource
            case "prompts/list": .listPrompts
            case "prompts/get": .getPrompt
            case "completion/complete": .complete
            case "logging/setLevel": .setLevel
            case "resources/subscribe": .subscribe
            case "resources/unsubscribe": .unsubscribe
            case "subscriptions/listen": .listen
            default: .other
            }
    }

    /// The label's value.
    var label: String {
        switch self {
        case .callTool: "tools/call"
        case .listTools: "tools/list"
        case .initialize: "initialize"
        case .discover: "server/discover"
        case .ping: "ping"
        case .listResources: "resources/list"
        case .listTemplates: "resources/templates/list"
        case .readResource: "resources/read"
        case .listPrompts: "prompts/list"
        case .getPrompt: "prompts/get"
        case .complete: "completion/complete"
        case .setLevel: "logging/setLevel"
        case .subscribe: "resources/subscribe"
        case .unsubscribe: "resources/unsubscribe"
        case .listen: "subscriptions/listen"
        case .message: "message"
        case .batch: "batch"
        case .stream: "stream"
        case .endSession: "session_end"
        case .other: "other"
        case .none: "none"
        }
    }
}
