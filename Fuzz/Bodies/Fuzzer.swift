//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// The code that reads what strangers write, one case each; the raw value names its folders under `Fuzz/`.
package enum Fuzzer: String, CaseIterable, Sendable {
    /// JSON text and the JSON-RPC message in it.
    case message
    /// A header value that may be Base64 between two markers.
    case headerValue = "header-value"
    /// A JSON Schema, and a value to check with it.
    case schema
    /// What is written to a stream of server-sent events.
    case events
    /// A URI template, and URIs to match with it.
    case uriTemplate = "uri-template"
    /// A signed token in its compact form.
    case token
    /// The header of a token that is signed rightly.
    case tokenHeader = "token-header"
    /// The claims of a token that is signed rightly.
    case tokenClaims = "token-claims"
    /// The document that an issuer publishes its keys in.
    case keySet = "key-set"

    /// Runs the code on an input, and checks the laws that hold whatever the input is.
    ///
    /// - Parameter input: Any bytes; what is no input of this kind is passed over.
    /// - Throws: ``FuzzFinding`` that says which law is broken.
    package func run(_ input: [UInt8]) throws(FuzzFinding) {
        switch self {
        case .message: try MessageLaws.check(input)
        case .headerValue: try HeaderValueLaws.check(input)
        case .schema: try SchemaLaws.check(input)
        case .events: try EventLaws.check(input)
        case .uriTemplate: try URITemplateLaws.check(input)
        case .token: try TokenLaws.check(input)
        case .tokenHeader: try TokenHeaderLaws.check(input)
        case .tokenClaims: try TokenClaimsLaws.check(input)
        case .keySet: try KeySetLaws.check(input)
        }
    }
}
