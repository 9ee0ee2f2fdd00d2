//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore
import Synchronization

/// What a tool answers.
public struct ToolResult: Sendable {
    public var content: [ContentBlock] { didSet { kept = nil } }
    /// The answer as a value for programs; left out in revisions that don't know it.
    public var structuredContent: JSONValue? { didSet { kept = nil } }
    /// Whether it says what went wrong instead.
    public var isError: Bool { didSet { kept = nil } }
    /// What clients and servers may say to each other beside the answer (MCP basic, "_meta").
    public var meta: JSONObject { didSet { kept = nil } }
    /// Its JSON, where that is kept.
    private var kept: KeptJSON?

    public init(
        content: [ContentBlock], structuredContent: JSONValue? = nil, isError: Bool = false, meta: JSONObject = [:]
    ) {
        self.content = content
        self.structuredContent = structuredContent
        self.isError = isError
        self.meta = meta
    }

    /// An answer in words.
    public static func text(_ text: String) -> ToolResult { ToolResult(content: [.text(text)]) }

    /// One value, both as JSON text for models and as a value for programs.
    public static func structured(_ value: JSONValue) -> ToolResult {
        ToolResult(content: [.text(value.text(pretty: true))], structuredContent: value)
    }

    /// The result with its JSON and the text of that beside it, once they were asked for: for what is answered often.
    func keepingJSON() -> ToolResult {
        var result = self
        result.kept = KeptJSON()
        return result
    }

    func json(_ revision: ProtocolRevision) -> JSONObject {
        kept?.json(revision, make: worded) ?? worded(revision)
    }

    private func worded(_ revision: ProtocolRevision) -> JSONObject {
        var members: JSONObject = ["content": .array(content.map { $0.json(revision) }), "isError": .bool(isError)]
        if revision.hasStructuredContent, let structuredContent,
            revision.hasAnyStructuredContent || structuredContent.objectValue != nil
        {
            members["structuredContent"] = structuredContent
        }
        if !meta.isEmpty { members["_meta"] = .object(meta) }
        return members
    }
}

extension ToolResult: Hashable {
    /// Compares what is told, not how it is kept.
    public static func == (lhs: ToolResult, rhs: ToolResult) -> Bool {
        lhs.content == rhs.content && lhs.structuredContent == rhs.structuredContent && lhs.isError == rhs.isError
            && lhs.meta == rhs.meta
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(content)
        hasher.combine(structuredContent)
        hasher.combine(isError)
        hasher.combine(meta)
    }
}

/// What a result is in each revision.
private final class KeptJSON: Sendable {
    private let known = Mutex<[ProtocolRevision: JSONObject]>([:])

    init() {}

    func json(_ revision: ProtocolRevision, make: (ProtocolRevision) -> JSONObject) -> JSONObject {
        if let known = known.withLock({ $0[revision] }) { return known }
        var members = make(revision)
        // Some revisions add members to it; what is inside keeps its text then.
        for (name, value) in members { members[name] = value.keepingTexts() }
        members = members.keepingText()
        known.withLock { $0[revision] = members }
        return members
    }
}

extension JSONValue {
    /// The value with its text, or with those of its elements.
    fileprivate func keepingTexts() -> JSONValue {
        switch self {
        case .object(let members): .object(members.keepingText())
        case .array(let elements): .array(elements.map { $0.keepingTexts() })
        default: self
        }
    }
}

/// Says why a tool could not do what it was asked for, in words that a model can act on.
///
/// What is thrown beside this is told to nobody but the log.
public struct ToolFailure: Error, Sendable {
    /// For the caller: what was wrong and what is accepted.
    public var message: String
    /// The whole answer, where it is more than the message.
    public var value: JSONValue?
    /// For the audit log; the message where there is none.
    public var operatorMessage: String?
    /// The rule that is against it, where one is: the audit log calls it denied then.
    var rule: String?
    /// Whether it is the server's fault, or that of what stands behind it, and not that of what was asked.
    ///
    /// A prompt tells that as -32603, the rest as -32602; to a tool's caller it makes no difference.
    public var isInternal: Bool

    public init(
        _ message: String, value: JSONValue? = nil, operatorMessage: String? = nil, isInternal: Bool = false
    ) {
        self.message = message
        self.value = value
        self.operatorMessage = operatorMessage
        self.isInternal = isInternal
    }

    /// The same, for the audit log to call it denied by that rule.
    func denied(by rule: String?) -> ToolFailure {
        var failure = self
        failure.rule = rule
        return failure
    }

    var result: ToolResult {
        ToolResult(content: [.text(value?.text(pretty: true) ?? message)], isError: true)
    }
}

/// Why a caller may not do what it asks a tool for.
public struct ToolDenial: Sendable {
    /// What the caller is told.
    public var failure: ToolFailure
    /// What the caller is told instead, where it is no failure: that something has to happen first.
    public var result: ToolResult?
    /// The rule that decides, for the audit log.
    public var rule: String
    /// Whether no rule refused it: it could not come to a decision, for the arguments or for an outage.
    var isFailure = false

    public init(_ failure: ToolFailure, rule: String) {
        self.failure = failure
        self.rule = rule
    }
}
