//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport

/// What a ``MessageTap`` learned from one HTTP request, as far as that came.
struct TappedRequest: Sendable {
    /// The HTTP method; empty where there is no head.
    var verb = ""
    /// Whether it went to an MCP endpoint.
    var isMCP = false
    /// Whether the body is JSON that holds messages.
    var isReadable = false
    /// Whether the body is an array of messages.
    var isBatch = false
    /// The methods of what wants an answer, by id.
    var methods: [JSONValue: String] = [:]
    /// The served revisions that it names: as its header says, then as its body says.
    var named: [ProtocolRevision] = []
    /// Whether its header names a revision that is not served.
    private var namesUnserved = false
    /// What `initialize` asks for.
    var wanted: ProtocolRevision?
    var session: String?
    /// Whether it comes back to a stream that it lost.
    var resumes = false

    /// A request of which nothing is known.
    init() {}

    init(_ head: HTTPHead, _ body: [UInt8]?) {
        verb = head.words.first ?? ""
        let target = head.words.dropFirst().first ?? ""
        // What is said about the endpoint at a well-known address is no message of it.
        isMCP = target.prefix { $0 != "?" }.hasSuffix("/mcp") && !target.hasPrefix("/.well-known/")
        session = head["mcp-session-id"]
        resumes = head["last-event-id"] != nil
        if let version = head["mcp-protocol-version"] {
            add(version)
            namesUnserved = named.isEmpty
        }
        if verb == "POST", let body, !body.isEmpty, let json = try? JSONParser.parse(body, limits: .generous) {
            read(json)
        }
        if let session { SessionMemory.remember(methods, in: session) }
    }

    private mutating func read(_ json: JSONValue) {
        let messages = json.arrayValue ?? [json]
        isBatch = json.arrayValue != nil
        isReadable = !messages.isEmpty && messages.contains { $0.objectValue != nil }
        for message in messages {
            guard let method = message["method"]?.stringValue else { continue }
            let params = message["params"]
            add(params?["_meta"]?["io.modelcontextprotocol/protocolVersion"]?.stringValue)
            if method == "initialize" {
                wanted = params?["protocolVersion"]?.stringValue.map(ProtocolRevision.init(rawValue:))
            }
            switch message["id"] {
            case .string?, .integer?: message["id"].map { methods[$0] = method }
            default: break
            }
        }
    }

    private mutating func add(_ version: String?) {
        guard let revision = version.map(ProtocolRevision.init(rawValue:)) else { return }
        if revision.isServed { named.append(revision) }
    }

    /// The revision that the answer is in, unless it answers `initialize`; the header decides.
    var revision: ProtocolRevision {
        if namesUnserved { return ProtocolRevision.served[0] }
        if let first = named.first { return first }
        if let session, let agreed = SessionMemory.revision(of: session) { return agreed }
        return isReadable ? .assumed : ProtocolRevision.served[0]
    }

    /// The revision of an answer to `initialize`: the one it agrees to.
    func handshake(_ answer: JSONValue) -> ProtocolRevision {
        let agreed = answer["result"]?["protocolVersion"]?.stringValue.map(ProtocolRevision.init(rawValue:))
        return [agreed, wanted].compactMap(\.self).first { $0.isServed } ?? .newestWithHandshake
    }
}

extension JSONLimits {
    /// For what a test sends and gets: more than any server accepts.
    static var generous: JSONLimits {
        var limits = JSONLimits()
        limits.maximumBytes = 256 * 1024 * 1024
        limits.maximumDepth = 512
        limits.maximumValues = 10_000_000
        return limits
    }
}
