//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Why a schema can't be used.
public struct JSONSchemaError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of fault.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Kind: String {
            case notASchema, invalidKeyword, unsupportedKeyword, unsupportedDialect, unsupportedPattern
            case externalReference, unresolvedReference, endlessReference, tooLarge
        }

        private let kind: Kind

        /// Something stands where a schema should, and is none.
        public static let notASchema = Code(kind: .notASchema)
        /// A keyword has a value that it can't have.
        public static let invalidKeyword = Code(kind: .invalidKeyword)
        /// A keyword stands where this validator does not serve it.
        public static let unsupportedKeyword = Code(kind: .unsupportedKeyword)
        /// `$schema` names another dialect than those served.
        public static let unsupportedDialect = Code(kind: .unsupportedDialect)
        /// A pattern is malformed or needs what is not served.
        public static let unsupportedPattern = Code(kind: .unsupportedPattern)
        /// A `$ref` leaves the document.
        public static let externalReference = Code(kind: .externalReference)
        /// A `$ref` leads nowhere.
        public static let unresolvedReference = Code(kind: .unresolvedReference)
        /// Schemas refer to one another in a circle without looking at a smaller part of the value.
        public static let endlessReference = Code(kind: .endlessReference)
        /// One of ``JSONSchemaLimits`` is passed.
        public static let tooLarge = Code(kind: .tooLarge)

        public var description: String { kind.rawValue }
    }

    /// The kind of fault.
    public var code: Code
    /// Where in the schema, as a JSON Pointer (RFC 6901); empty for the root.
    public var location: String
    /// What is wrong, and what is served.
    public var message: String

    public var description: String {
        location.isEmpty ? message : "At \(location): \(message)"
    }
}
