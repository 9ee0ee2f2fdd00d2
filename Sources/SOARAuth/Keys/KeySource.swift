//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Where the keys of an issuer come from: a set that never changes, a file, or the issuer itself.
public protocol KeySource: Sendable {
    /// The keys as they are now.
    ///
    /// - Parameter keyID: The name that a token asks for; a source that doesn't know it may look whether there are new keys,
    ///   but never as often as tokens come.
    /// - Returns: A set; without the key that was asked for where the source is sure that there is none.
    /// - Throws: ``KeySourceError`` where there are none to be had, or the source may not look now; the token is then
    ///   neither right nor wrong.
    func keys(for keyID: String?) async throws(KeySourceError) -> JSONWebKeySet

    /// Keys that are looked for anew, since a token that names none was signed with none of those at hand.
    ///
    /// - Returns: A set; nil where there is nowhere to look.
    /// - Throws: ``KeySourceError`` as ``keys(for:)`` does.
    func newerKeys() async throws(KeySourceError) -> JSONWebKeySet?
}

extension KeySource {
    /// Convenience for sources that have always said all they know.
    public func newerKeys() async throws(KeySourceError) -> JSONWebKeySet? { nil }
}

/// Why there are no keys; for the operator.
public struct KeySourceError: Error, Hashable, Sendable, CustomStringConvertible {
    public let message: String
    /// Seconds after which another try makes sense, where the source is well and only may not look now.
    public let retryAfter: Int?

    public init(_ message: String, retryAfter: Int? = nil) {
        self.message = message
        self.retryAfter = retryAfter
    }

    public var description: String { message }
}

extension JSONWebKeySet: KeySource {
    public func keys(for keyID: String?) -> JSONWebKeySet { self }
}
