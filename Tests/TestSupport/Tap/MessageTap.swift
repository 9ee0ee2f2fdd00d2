//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore
public import SOARTransport
public import Testing

/// Listens in on one HTTP connection, and holds every message of the server to the official schema of its revision.
///
/// Every ``RawClient`` has one, and with it every client of the tests; there is no way to turn it off. What was sent
/// need not be sound, but what comes back has to be: an answer to what can't be read is a proper error. Which
/// revision that is follows from the request, or from the handshake; where nothing tells, it is the newest.
///
/// The schemas are made strict first (see ``SchemaClosing``): a member that the revision doesn't know is a finding.
/// Refusals below MCP, with a status of 400 or more, are a word and a sentence in JSON, and no messages.
public struct MessageTap: Sendable {
    /// One thing that is wrong with a message of the server.
    public struct Finding: Hashable, Sendable, CustomStringConvertible {
        private static let maximumLength = 500

        /// The revision that the message was held to.
        public var revision: ProtocolRevision
        /// The place in the schema, what is wrong there, and the message as far as there is room.
        public var text: String

        public var description: String {
            "A message breaks \(revision): \(text)".prefix(Self.maximumLength).description
        }
    }

    private var requests = HTTPReader(.requests)
    private var answers = HTTPReader(.answers)
    /// The request that is being sent.
    private var head: HTTPHead?
    private var body: [UInt8] = []
    /// Whether its answer came before it was through.
    private var isAnswered = false
    /// Requests that are through, and have no answer.
    private var waiting: [TappedRequest] = []
    private var answer: TappedAnswer?

    public init() {}

    /// Takes note of bytes that went to the server.
    public mutating func sent(_ bytes: [UInt8]) {
        for part in requests.feed(bytes) {
            switch part {
            case .head(let next): head = next
            case .body(let bytes): body += bytes
            case .end:
                if let head, !isAnswered { waiting.append(TappedRequest(head, body)) }
                (head, body, isAnswered) = (nil, [], false)
            }
        }
    }

    /// Takes note of bytes that came from the server.
    ///
    /// - Returns: What is wrong with the messages that are whole with them.
    public mutating func received(_ bytes: [UInt8]) -> [Finding] {
        var upcoming = waiting.map(\.verb)
        let parts = answers.feed(bytes) { head in
            guard head.status >= 200, !upcoming.isEmpty else { return false }
            return upcoming.removeFirst() == "HEAD"
        }
        return parts.flatMap { take($0) }
    }

    /// Takes note of the end of the connection, which may be the end of an answer.
    public mutating func closed() -> [Finding] {
        guard answers.endsWithConnection else { return [] }
        return take(.end)
    }

    private mutating func take(_ part: HTTPReader.Part) -> [Finding] {
        switch part {
        case .head(let next):
            // An interim answer is followed by the real one.
            if next.status >= 200 { answer = TappedAnswer(next, to: nextRequest()) }
            return []
        case .body(let bytes): return answer?.feed(bytes) ?? []
        case .end:
            defer { answer = nil }
            return answer?.finish() ?? []
        }
    }

    private mutating func nextRequest() -> TappedRequest {
        if !waiting.isEmpty { return waiting.removeFirst() }
        guard let head, !isAnswered else { return TappedRequest() }
        isAnswered = true
        return TappedRequest(head, nil)
    }
}

extension MessageTap {
    /// What is wrong with one message of a server, for other transports than HTTP and for recordings.
    ///
    /// - Parameters:
    ///   - serverMessage: An answer, a notification or a request.
    ///   - revision: What it is held to.
    ///   - method: What was asked, where the message is an answer; nil where that is not known.
    /// - Returns: For each fault its place in the schema and what is wrong there; nothing where the message is sound.
    public static func check(
        serverMessage: JSONValue, revision: ProtocolRevision, answering method: String?
    ) -> [String] {
        problems(serverMessage, revision, answering: method, mayLackID: false)
    }

    static func problems(
        _ message: JSONValue, _ revision: ProtocolRevision, answering method: String?, mayLackID: Bool
    ) -> [String] {
        guard let check = MessageCheck(revision) else { return ["there is no schema of \(revision) to hold it to"] }
        return check.problems(message, answering: method, mayLackID: mayLackID)
    }

    /// Holds one message to its revision, and makes an issue of whatever is wrong.
    ///
    /// The parameters are those of ``check(serverMessage:revision:answering:)``.
    public static func expectSound(
        _ message: JSONValue, revision: ProtocolRevision, answering method: String?,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let texts = check(serverMessage: message, revision: revision, answering: method).joined(separator: " ")
        guard !texts.isEmpty else { return }
        let json = String(decoding: message.encoded(), as: UTF8.self)
        let finding = Finding(revision: revision, text: "\(texts) In: \(json)")
        Issue.record("\(finding.description)", sourceLocation: sourceLocation)
    }
}

extension [MessageTap.Finding] {
    /// Makes an issue of each, in the test that is running.
    func record() {
        for finding in self { Issue.record("\(finding.description)") }
    }
}
