//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Logging
import SOARAuth
import ServiceLifecycle

/// Says once, after the start, which verifiers could check no token: better then than with the first caller.
///
/// The server starts all the same, for an authorization server that is down comes back.
struct VerifierCheck: Service {
    let settings: Settings
    let verification: TokenVerification
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown { await look() }
        try? await gracefulShutdown()
    }

    private func look() async {
        var findings = settings.verifierMismatches
        for part in verification.parts {
            if let keys = part.keys {
                // That they can't be had, and which of them are no use, is told by what fetches them.
                findings += (try? await keys.keys(for: nil)).flatMap(part.mismatch).map { [$0] } ?? []
            } else {
                findings += await part.findings()
            }
        }
        guard !Task.isCancelled else { return }
        for finding in findings where finding.grade != .sound {
            logger.warning(
                "Tokens may be refused that are meant to be accepted",
                metadata: [
                    "problem": "\(finding.message.english)", "advice": "\(finding.advice?.english ?? "")",
                ])
        }
    }
}
