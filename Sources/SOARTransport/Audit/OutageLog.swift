//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Logging
import SOARAuth

/// Tells the operator of refusals that are nobody's fault, no more often than it is read.
///
/// While a store or an issuer is down, every request is such a refusal, also those of callers without a good token; a
/// line for each would fill the disk.
final class OutageLog: Sendable {
    /// The least time between two lines.
    static let pause: Duration = .seconds(1)

    private let logger: Logger
    private let outages = TellingPace(pause)
    private let tokens = TellingPace(pause)

    init(_ logger: Logger) { self.logger = logger }

    /// Logs a failure where it is an outage, or can't be told from one; the next line says how many were left out.
    func note(_ failure: AuthenticationFailure, at now: ContinuousClock.Instant = .now) {
        switch failure {
        case .unavailable(let detail):
            tell("A request was refused because of an outage", detail, .error, outages.untold(at: now))
        // Anybody can send such a token, so it is no alarm.
        case .undecided(let detail, _):
            tell("A token could not be checked", detail, .notice, tokens.untold(at: now))
        default: break
        }
    }

    private func tell(_ message: Logger.Message, _ detail: String, _ level: Logger.Level, _ untold: Int?) {
        guard let untold else { return }
        var metadata: Logger.Metadata = ["error": "\(detail)"]
        if untold > 0 { metadata["untold"] = "\(untold)" }
        logger.log(level: level, message, metadata: metadata)
    }
}
