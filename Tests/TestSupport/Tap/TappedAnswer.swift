//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport

/// One HTTP answer on its way through a ``MessageTap``.
struct TappedAnswer: Sendable {
    private let head: HTTPHead
    private let request: TappedRequest
    private let isStream: Bool
    private var events = SSEParser()
    private var body: [UInt8] = []
    private static let maximumBody = 64 * 1024 * 1024

    init(_ head: HTTPHead, to request: TappedRequest) {
        self.head = head
        self.request = request
        isStream = head.mediaType == "text/event-stream"
    }

    private var isFine: Bool { (200..<300).contains(head.status) }

    /// What is wrong with the events that are whole with these bytes.
    mutating func feed(_ bytes: [UInt8]) -> [MessageTap.Finding] {
        if isStream { return events.feed(bytes).flatMap(problems(in:)) }
        let mayMatter = request.isMCP || head.mediaType == "application/json"
        if mayMatter, body.count < Self.maximumBody { body += bytes }
        return []
    }

    /// What is wrong with the whole.
    func finish() -> [MessageTap.Finding] {
        if isStream { return request.isMCP && events.isInsideEvent ? [finding("the stream ends in an event")] : [] }
        guard !body.isEmpty else {
            let isMissing = request.isMCP && isFine && !request.methods.isEmpty
            return isMissing ? [finding("a request was answered without a message")] : []
        }
        guard head.mediaType == "application/json" else {
            let isStrange = request.isMCP && isFine
            return isStrange ? [finding("the content type is \(head["content-type"] ?? "missing")")] : []
        }
        let json: JSONValue
        do throws(JSONParseError) {
            json = try JSONParser.parse(body, limits: .generous)
        } catch {
            return request.isMCP ? [finding("the body is no JSON: \(error)")] : []
        }
        return problems(inBody: json)
    }

    private func problems(in event: SSEEvent) -> [MessageTap.Finding] {
        // An event without data primes a client with an id (transports 2025-11-25, "Sending Messages").
        guard let data = event.data, !data.isEmpty else { return [] }
        guard let json = try? JSONParser.parse(Array(data.utf8), limits: .generous) else {
            return request.isMCP ? [finding("an event's data is no JSON: \(data)")] : []
        }
        guard request.isMCP || json["jsonrpc"] != nil else { return [] }
        if let name = event.event, name != "message" {
            return [finding("an event of the type '\(name)', which no client reads")]
        }
        if let elements = json.arrayValue, request.revision.hasBatches, !elements.isEmpty {
            return elements.flatMap { problems(with: $0, inStream: true) }
        }
        return problems(with: json, inStream: true)
    }

    private func problems(inBody json: JSONValue) -> [MessageTap.Finding] {
        let first = json.arrayValue?.first ?? json
        guard request.isMCP || first["jsonrpc"] != nil else { return [] }
        if head.status >= 400, json["jsonrpc"] == nil, json.objectValue != nil {
            let isRefusal = json["error"]?.stringValue != nil && json["message"]?.stringValue != nil
            return isRefusal ? [] : [finding("neither a message nor a refusal: \(json.text)")]
        }
        if isFine, request.isReadable, request.methods.isEmpty, !request.isBatch {
            return [finding("what wants no answer got one: \(json.text)")]
        }
        guard let elements = json.arrayValue else { return problems(with: json, inStream: false) }
        guard request.isBatch, request.revision.hasBatches, !elements.isEmpty else {
            return [finding("an array, where no batch was sent: \(json.text)")]
        }
        return elements.flatMap { problems(with: $0, inStream: false) }
    }

    private func problems(with message: JSONValue, inStream: Bool) -> [MessageTap.Finding] {
        let isAnswer = message["method"] == nil
        guard isAnswer || inStream else { return [finding("a body holds answers only: \(message.text)")] }
        let method = isAnswer ? self.method(answeredBy: message) : nil
        let isHandshake = method == "initialize"
        let revision = isHandshake ? request.handshake(message) : request.revision
        if isHandshake, message["result"] != nil, let session = head["mcp-session-id"] {
            SessionMemory.remember(revision, of: session)
        }
        var texts = MessageTap.problems(message, revision, answering: method, mayLackID: head.status >= 400)
        // Where body and header name different revisions an error of either will do.
        let others = message["error"] == nil || !isAnswer ? [] : request.named.filter { $0 != revision }
        let isAnError = others.contains {
            MessageTap.problems(message, $0, answering: method, mayLackID: head.status >= 400).isEmpty
        }
        if isAnError { texts = [] }
        if isAnswer { texts += problems(withIDOf: message) }
        let text = texts.joined(separator: " ")
        return text.isEmpty ? [] : [MessageTap.Finding(revision: revision, text: "\(text) In: \(message.text)")]
    }

    private func method(answeredBy message: JSONValue) -> String? {
        guard let id = message["id"] else { return nil }
        return request.methods[id] ?? SessionMemory.method(of: id, in: request.session)
    }

    private func problems(withIDOf message: JSONValue) -> [String] {
        if request.verb == "GET" { return request.resumes ? [] : ["an answer on a stream that nothing was asked on."] }
        guard let id = message["id"] else {
            let code = message["error"]?["code"]?.integerValue
            let isUnreadable = request.isBatch ? code.map(MessageTypes.unreadable.contains) == true : code == -32_700
            return request.methods.isEmpty || isUnreadable ? [] : ["the answer lacks the id of the request."]
        }
        if request.methods[id] != nil { return [] }
        let isGuess = message["result"] == nil && request.methods.isEmpty
        return isGuess ? [] : ["nothing was asked under the id \(id.text)."]
    }

    private func finding(_ text: String) -> MessageTap.Finding {
        MessageTap.Finding(revision: request.revision, text: text)
    }
}

extension JSONValue {
    /// The value as JSON text.
    fileprivate var text: String { String(decoding: encoded(), as: UTF8.self) }
}
