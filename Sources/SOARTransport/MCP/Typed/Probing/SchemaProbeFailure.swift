//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Why no schema can be made of a type.
struct SchemaProbeFailure: Error, Sendable {
    enum Reason: Sendable {
        case refusesSample
        case refusesExamples
        case containsItself
        case tooDeep
        case decodesByHand
        case hasOtherKeys
        /// The type that is in the way has said so itself.
        case registration(MCPRegistrationError)
    }

    let reason: Reason
    /// The type that is in the way.
    let type: String
    /// Where it is, as people write it; empty for the root.
    let place: String

    /// What to tell whoever wrote the type.
    func sentence(for root: Any.Type) -> String {
        if case .registration(let error) = reason { return error.description }
        let subject = place.isEmpty ? "it" : "its property '\(place)', of the type '\(type)',"
        return "No schema can be made of the type '\(root)', for \(subject) \(words). Give it a schema: write "
            + "'static let schema: JSONValue' beside '\(root)', or beside '\(type)' as a ToolInput."
    }

    private var words: String {
        switch reason {
        case .refusesSample: "refuses a sample; an enum is understood where it is CaseIterable and has raw values"
        case .refusesExamples: "decodes none of its schema's 'examples'"
        case .containsItself: "contains itself"
        case .tooDeep: "is deeper than \(SchemaProbe.maximumDepth)"
        case .decodesByHand: "decodes in a way of its own"
        case .hasOtherKeys: "is a dictionary with other keys than strings"
        case .registration(let error): error.description
        }
    }
}
