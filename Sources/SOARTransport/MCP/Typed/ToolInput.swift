//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore

/// A tool's arguments as a type of their own.
///
///     struct Sum: ToolInput {
///         var left: Int
///         var right: Int?
///         static let descriptions = ["left": "The number to begin with."]
///     }
///
/// The schema is made of the type's own `init(from:)`, by having it decode samples and noting what it asks for. That is
/// exact for one that the compiler writes; beside a type that decodes by hand, write ``schema`` out. An optional may be
/// left out or null, an enum that is `CaseIterable` and has raw values lists them, a `ToolInput` inside another brings
/// its own schema, and names that the type doesn't know are refused.
public protocol ToolInput: DescribedProperties, Decodable, Sendable {
    /// JSON Schema (2020-12) of the arguments, an object at its root.
    ///
    /// Where it is written out it counts as it is, and descriptions and secrets belong into it. Of one that stands for a
    /// required property of another, the first of `examples` must decode.
    ///
    /// - Throws: ``MCPRegistrationError`` where none can be made.
    static var schema: JSONValue { get throws(MCPRegistrationError) }
    /// The names of the properties whose values nobody may read later: no answer repeats them, no audit log has them.
    static var secrets: [String] { get }
}

extension ToolInput {
    public static var schema: JSONValue { get throws(MCPRegistrationError) { try derivedSchema() } }
    public static var secrets: [String] { [] }

    /// The schema that the type has where none is written out, to begin with.
    ///
    /// - Throws: ``MCPRegistrationError`` that names what no schema can be made of.
    public static func derivedSchema() throws(MCPRegistrationError) -> JSONValue {
        do throws(SchemaProbeFailure) {
            return try SchemaProbe.schema(of: Self.self, isClosed: true)
        } catch {
            throw MCPRegistrationError(error.sentence(for: Self.self))
        }
    }
}

/// A type that says what its properties mean, in the schemas that are made of it.
public protocol DescribedProperties {
    /// What each property means, by its name, for a model.
    static var descriptions: [String: String] { get }
}

extension DescribedProperties {
    public static var descriptions: [String: String] { [:] }
}
