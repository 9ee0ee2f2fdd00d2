//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore

/// What OAuth clients are told about this server, so that they find the way to a token for it (RFC 9728 §2).
///
/// Nothing in it comes from a request: behind a proxy a server can't know its own address, so it is said here.
public struct ProtectedResource: Hashable, Sendable {
    /// Authorization servers at most.
    public static let maximumAuthorizationServers = 16
    /// Scopes in one list at most.
    public static let maximumScopes = 100
    /// Characters of the name at most.
    public static let maximumNameLength = 200

    /// Ways a bearer token may come (RFC 6750 §2).
    public enum BearerMethod: String, Sendable, CaseIterable {
        case header, body, query
    }

    /// The resource identifier, scheme and host in lower case: what clients send as `resource` and tokens bear as
    /// `aud` (RFC 8707 §2).
    public let identifier: String
    /// The address of the MCP endpoint as clients have it.
    public let url: SecureURL
    /// Issuers whose tokens are accepted, each to the letter as the issuer names itself.
    public let authorizationServers: [SecureURL]
    /// Scopes that clients may ask for.
    public let scopes: [Scope]
    /// Scopes that a client without a valid token is told to ask for.
    public let initialScopes: [Scope]
    public let bearerMethods: [BearerMethod]
    /// For people, for example on a consent page.
    public let name: String?
    /// A page for developers.
    public let documentation: SecureURL?

    /// Describes a server.
    ///
    /// - Parameters:
    ///   - url: The address of the MCP endpoint as clients have it, for example `https://soar.example.com/mcp`.
    ///   - authorizationServers: The issuers' addresses, at least one.
    ///   - scopes: Scopes that clients may ask for.
    ///   - initialScopes: Scopes that a client without a valid token is told to ask for; all where nothing is said.
    ///   - bearerMethods: How tokens may come. An API token in `?token=` is none of RFC 6750's ways.
    ///   - name: For people.
    ///   - documentation: The address of a page for developers.
    /// - Throws: ``InvalidProtectedResource`` with what is wrong and what is accepted.
    public init(
        url: String, authorizationServers: [String], scopes: [Scope], initialScopes: [Scope]? = nil,
        bearerMethods: [BearerMethod] = [.header], name: String? = nil, documentation: String? = nil
    ) throws(InvalidProtectedResource) {
        self.url = try Self.address(url, "the resource's URL")
        identifier = self.url.origin + self.url.path
        guard (1...Self.maximumAuthorizationServers).contains(authorizationServers.count) else {
            throw InvalidProtectedResource(
                "authorization servers: give 1 to \(Self.maximumAuthorizationServers) addresses")
        }
        var servers: [SecureURL] = []
        for server in authorizationServers {
            let server = try Self.address(server, "an authorization server's URL")
            if !servers.contains(server) { servers.append(server) }
        }
        self.authorizationServers = servers
        self.scopes = try Self.checked(scopes)
        self.initialScopes = try Self.checked(initialScopes ?? scopes)
        self.bearerMethods = bearerMethods
        if let name {
            guard (1...Self.maximumNameLength).contains(name.count),
                !name.unicodeScalars.contains(where: Self.isControl)
            else {
                throw InvalidProtectedResource(
                    "the name: give 1 to \(Self.maximumNameLength) characters, no control characters")
            }
        }
        self.name = name
        if let documentation {
            self.documentation = try Self.address(documentation, "the documentation's URL")
        } else {
            self.documentation = nil
        }
    }

    private static func address(_ text: String, _ what: String) throws(InvalidProtectedResource) -> SecureURL {
        do {
            return try SecureURL(validating: text)
        } catch {
            throw InvalidProtectedResource("\(what): \(error)")
        }
    }

    /// Each once, in the order given.
    private static func checked(_ scopes: [Scope]) throws(InvalidProtectedResource) -> [Scope] {
        var checked: [Scope] = []
        for scope in scopes where !checked.contains(scope) {
            guard scope.isToken else {
                throw InvalidProtectedResource(
                    "scopes: each is of ASCII characters without blanks, quotes and backslashes (RFC 6749 §3.3)")
            }
            // Whether a client may come back without its user is between it and the authorization server (MCP
            // authorization, "Refresh Tokens").
            guard scope.rawValue != "offline_access" else {
                throw InvalidProtectedResource("scopes: 'offline_access' is no permission of this server; leave it out")
            }
            checked.append(scope)
        }
        guard checked.count <= maximumScopes else {
            throw InvalidProtectedResource("scopes: give at most \(maximumScopes)")
        }
        return checked
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control
    }
}

/// Why a description of a server can't be published.
public struct InvalidProtectedResource: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong and what is accepted; nothing that was given is repeated in it.
    public let description: String

    init(_ description: String) { self.description = description }
}
