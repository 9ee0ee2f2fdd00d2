//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore

/// One `subscriptions/listen`: what a client asked to be told of, and the telling (MCP 2026-07-28, patterns,
/// "Subscriptions").
struct Subscription: Sendable {
    /// Resources that one stream may be about.
    static let maximumResources = 1000

    private let hub: ChangeHub
    private let honoured: JSONObject
    private let mailbox: ChangeMailbox
    private let meta: JSONValue
    private let id: RequestID
    private let server: JSONValue

    /// Reads the filter, and honours what is offered and this caller may see.
    ///
    /// - Throws: ``CallFailure`` for a filter that is none.
    init(_ call: MCPCall, _ methods: MCPMethods) async throws(CallFailure) {
        guard case .object(let filter)? = call.params["notifications"] else {
            throw .protocolError(.invalidParams("The parameter 'notifications' must be an object."))
        }
        let offers = methods.server.offers
        var honoured = JSONObject()
        var wanted: Set<MCPChange> = []
        let lists: [(String, MCPChange, MCPOffers.Kinds)] = [
            ("toolsListChanged", .tools, .tools), ("promptsListChanged", .prompts, .prompts),
            ("resourcesListChanged", .resources, .resources),
        ]
        for (name, change, kind) in lists {
            switch filter[name] {
            case nil, .null, false: continue
            case true where offers.kinds.contains(kind):
                honoured[name] = true
                wanted.insert(change)
            case true: continue
            default: throw .protocolError(.invalidParams("'\(name)' in 'notifications' must be true or false."))
            }
        }
        var resources: [(uri: String, source: ResourceSource)] = []
        var seen: Set<String> = []
        for uri in try Self.uris(filter) where seen.insert(uri).inserted {
            guard let source = ResourceSource(uri, in: offers), source.requirement.isMet(by: call.caller) else {
                continue
            }
            resources.append((uri, source))
        }
        let uris = try await ResourceSource.visible(resources, to: call, methods)
        if !uris.isEmpty { honoured["resourceSubscriptions"] = JSONValue(uris) }
        wanted.formUnion(uris.map(MCPChange.resource))
        self.honoured = honoured
        mailbox = ChangeMailbox(wanted, tenant: call.caller.tenant)
        hub = methods.server.changes
        id = call.id
        meta = ["io.modelcontextprotocol/subscriptionId": call.id.json]
        server = methods.server.implementation.json(call.revision)
    }

    private static func uris(_ filter: JSONObject) throws(CallFailure) -> [String] {
        switch filter["resourceSubscriptions"] {
        case nil, .null: return []
        case .array(let values) where values.count <= maximumResources:
            let uris = values.compactMap(\.stringValue)
            guard uris.count == values.count else { fallthrough }
            return uris
        default:
            throw .protocolError(
                .invalidParams(
                    "'resourceSubscriptions' in 'notifications' must be an array of at most \(maximumResources) URIs."))
        }
    }

    /// Has the listener say that it is still there.
    func tick() { mailbox.tick() }

    /// Ends the stream.
    func end(_ end: ChangeMailbox.End) { mailbox.end(end) }

    /// Sends the acknowledgement, then every change, until it is ended; at a shutdown the result comes last.
    ///
    /// - Parameters:
    ///   - check: Decides about each change.
    ///   - send: Sends one message.
    ///   - idle: Called after a ``tick()``: false ends the stream.
    /// - Throws: What `send` throws, and `CancellationError` in a cancelled task.
    func run(
        _ check: ChangeCheck, send: (JSONValue) async throws -> Void, idle: () async throws -> Bool
    ) async throws {
        // What changes from here on isn't missed, and nothing comes before the acknowledgement.
        let number = hub.add(mailbox)
        defer { hub.remove(number) }
        let params: JSONObject = ["_meta": meta, "notifications": .object(honoured)]
        try await send(
            JSONRPCNotification(method: "notifications/subscriptions/acknowledged", params: params).json)
        // What it can't be decided about now is told later; no more than there is in the filter.
        var waiting: [MCPChange] = []
        while true {
            switch try await mailbox.next() {
            case .changes(let changes): waiting += changes.filter { !waiting.contains($0) }
            case .idle: guard try await idle() else { return try await send(result) }
            case .end(.shutdown): return try await send(result)
            case .end(.disconnected): return
            }
            guard !waiting.isEmpty else { continue }
            switch await check.outcome(of: waiting) {
            case .told(let changes):
                waiting = []
                for change in changes { try await send(change.notification(meta: meta)) }
            case .refused: return try await send(result)
            case .unclear: continue
            }
        }
    }

    private var result: JSONValue {
        let meta: JSONObject = [
            "io.modelcontextprotocol/subscriptionId": id.json, "io.modelcontextprotocol/serverInfo": server,
        ]
        return JSONRPCResponse(
            id: id, outcome: .success(["resultType": "complete", "_meta": .object(meta)])
        ).json
    }
}
