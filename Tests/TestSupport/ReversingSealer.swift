//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore

/// Seals by writing backwards: a test sees at once what is sealed, and for what.
public struct ReversingSealer: SecretSealing {
    public struct Wrong: Error {}

    public init() {}

    public func seal(_ secret: Secret<String>, for purpose: String) throws -> String {
        "\(purpose)|\(String(secret.exposed.reversed()))"
    }

    public func open(_ sealed: String, for purpose: String) throws -> Secret<String> {
        guard sealed.hasPrefix(purpose + "|") else { throw Wrong() }
        return Secret(String(sealed.dropFirst(purpose.count + 1).reversed()))
    }
}
