//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// What a resource, a template or a prompt needs, so that every client can list and use it.
extension Resource {
    /// A resource needs a name and an absolute URI (RFC 3986 §4.3; MCP server, "Resources").
    func checkRules() throws(MCPRegistrationError) {
        guard SchemaFormat.isURI(Array(uri.utf8)) else {
            throw MCPRegistrationError("The resource URI '\(uri.bounded)' is not an absolute URI (RFC 3986).")
        }
        guard !name.isEmpty else { throw MCPRegistrationError("The resource '\(uri.bounded)' has no name.") }
    }
}

extension ResourceTemplate {
    /// A template needs a name, and its URIs are absolute.
    func checkRules() throws(MCPRegistrationError) {
        guard SchemaFormat.isURI(Array(uriTemplate.sample.utf8)) else {
            throw MCPRegistrationError(
                "The URIs of the resource template '\(uriTemplate.description.bounded)' are not absolute (RFC 3986).")
        }
        guard !name.isEmpty else {
            throw MCPRegistrationError("The resource template '\(uriTemplate.description.bounded)' has no name.")
        }
    }
}

extension Prompt {
    /// A prompt needs a name and a description, and its arguments names of their own.
    func checkRules() throws(MCPRegistrationError) {
        guard !name.isEmpty else { throw MCPRegistrationError("A prompt has no name.") }
        guard !description.isEmpty else { throw MCPRegistrationError("The prompt '\(name)' has no description.") }
        var names: Set<String> = []
        for argument in arguments {
            guard names.insert(argument.name).inserted, !argument.name.isEmpty else {
                throw MCPRegistrationError("The prompt '\(name)' has two arguments '\(argument.name)', or one unnamed.")
            }
        }
    }
}
