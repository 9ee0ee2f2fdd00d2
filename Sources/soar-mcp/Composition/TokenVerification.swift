//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import ServiceLifecycle

/// Everything that checks tokens, as the settings want it.
struct TokenVerification: Sendable {
    /// One way to check tokens.
    struct Part: Sendable {
        let settings: VerifierSettings
        let verifier: any TokenVerifier
        /// The keys that have to be fetched, where there are such.
        let keys: RemoteKeySet?
    }

    let parts: [Part]
    /// Counts the uses of our own tokens.
    let usage: TokenUsageLedger

    /// What calls go through: one verifier after the other, until one decides.
    var verifier: AnyOfTokenVerifier { AnyOfTokenVerifier(parts.map(\.verifier)) }

    /// What has to run beside the server.
    var services: [any Service] { [usage] + parts.compactMap(\.keys) }

    /// Whether anybody but our own database decides.
    var isDatabaseOnly: Bool { parts.map(\.settings.kind) == [.database] }
}
