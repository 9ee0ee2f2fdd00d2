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
    private let pace = TellingPace(pause)

    init(_ logger: Logger) { self.logger = logger }

    /// Logs a failure where it is an outage; the next line says how many were left out.
    func note(_ failure: AuthenticationFailure, at now: ContinuousClock.Instant = .now) {
        guard case .unavailable(let detail) = failure else { return }
        guard let untold = pace.untold(at: now) else { return }
        var metadata: Logger.Metadata = ["error": "\(detail)"]
        if untold > 0 { metadata["untold"] = "\(untold)" }
        logger.error("A request was refused because of an outage", metadata: metadata)
    }
}
