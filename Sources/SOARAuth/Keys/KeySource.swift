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
    /// - Returns: A set; without the key that was asked for where the source is sure that there is none, or may not look now.
    /// - Throws: ``KeySourceError`` where there are none to be had; the token is then neither right nor wrong.
    func keys(for keyID: String?) async throws(KeySourceError) -> JSONWebKeySet
}

/// Why there are no keys; for the operator.
public struct KeySourceError: Error, Hashable, Sendable, CustomStringConvertible {
    public let message: String

    public init(_ message: String) { self.message = message }

    public var description: String { message }
}

extension JSONWebKeySet: KeySource {
    public func keys(for keyID: String?) -> JSONWebKeySet { self }
}
