//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import HTTPTypes

/// The place of a call in a trace that somebody else began (W3C Trace Context).
///
/// Nothing is exported: the ids go into the log, the audit log and the calls of the platform, so that whoever traces
/// finds what belongs together. What is not to the letter is as if it weren't there (§3.2.4, "the vendor … MUST ignore").
public struct TraceContext: Sendable {
    /// The context of the call that the current task works for; for what is observed, never for what is decided.
    @TaskLocal public static var current: TraceContext?

    /// In one piece of memory: what carries a call is copied from step to step, and most calls have no trace.
    private final class Fields: Sendable {
        let traceID: String
        let spanID: String
        let parentID: String
        let flags: UInt8
        let state: String

        init(_ parent: TraceParent, spanID: String, state: String) {
            traceID = parent.traceID
            parentID = parent.parentID
            flags = parent.flags
            self.spanID = spanID
            self.state = state
        }
    }

    private let fields: Fields

    /// The whole trace, as 32 lowercase hexadecimal digits.
    public var traceID: String { fields.traceID }
    /// This server's part in it, as 16 lowercase hexadecimal digits; not the caller's.
    public var spanID: String { fields.spanID }
    /// The caller's part.
    public var parentID: String { fields.parentID }
    /// Of the flags, those that version 00 knows (§3.2.2.5): bit 0, the caller records it.
    public var flags: UInt8 { fields.flags }
    /// What vendors keep in the trace (§3.3); empty where there is nothing, or nothing sound.
    public var state: String { fields.state }

    /// Reads the texts.
    ///
    /// - Parameters:
    ///   - parent: The value of `traceparent`.
    ///   - states: The values of `tracestate`, in their order.
    ///   - newSpan: Makes an id that is not zero.
    public init?(parent: String, states: some Sequence<String> = [], newSpan: () -> UInt64 = Self.randomSpan) {
        guard let parent = TraceParent(Array(parent.utf8)) else { return nil }
        fields = Fields(parent, spanID: newSpan().hexadecimal, state: TraceState(states).text)
    }

    /// Reads a request's headers; nil where there is no context, or more than one.
    public init?(_ headers: HTTPFields) {
        guard let name = Self.parentName, let parent = headers[name] else { return nil }
        guard headers[values: name].count == 1 else { return nil }
        self.init(parent: parent, states: Self.stateName.map { headers[values: $0] } ?? [])
    }

    /// Reads what a message says about itself (MCP 2026-07-28, "_meta": `traceparent`, `tracestate`).
    public init?(meta: JSONObject) {
        guard case .string(let parent)? = meta["traceparent"] else { return nil }
        self.init(parent: parent, states: [meta["tracestate"]?.stringValue].compactMap(\.self))
    }

    /// The headers of a call that is made for this one: each has an id of its own.
    public func headers(newSpan: () -> UInt64 = Self.randomSpan) -> [HTTPField] {
        guard let parentName = Self.parentName, let stateName = Self.stateName else { return [] }
        let digits = String(flags, radix: 16)
        let parent = "00-\(traceID)-\(newSpan().hexadecimal)-\(digits.count < 2 ? "0" : "")\(digits)"
        let fields = [HTTPField(name: parentName, value: parent)]
        return state.isEmpty ? fields : fields + [HTTPField(name: stateName, value: state)]
    }

    /// An id that is not zero, which would be none (§3.2.2.4).
    public static func randomSpan() -> UInt64 { UInt64.random(in: 1 ... .max) }

    private static let parentName = HTTPField.Name("traceparent")
    private static let stateName = HTTPField.Name("tracestate")
}
