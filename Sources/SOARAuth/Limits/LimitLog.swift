//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Logging

/// Tells the operator of refused requests, no more often than it is read; the next line says how many were left out.
struct LimitLog: Sendable {
    /// What was used up.
    enum Limit: String, CaseIterable, Sendable {
        case requestsOfAddress = "requests per address"
        case requestsOfToken = "requests per token"
        case failures = "bad tokens per address"
    }

    private let logger: Logger?
    private let paces: [Limit: TellingPace]

    init(_ logger: Logger?) {
        self.logger = logger
        paces = Dictionary(uniqueKeysWithValues: Limit.allCases.map { ($0, TellingPace(.seconds(1))) })
    }

    func note(_ limit: Limit, _ peer: String?, _ caller: AccessToken?, at now: ContinuousClock.Instant) {
        guard let logger, let untold = paces[limit]?.untold(at: now) else { return }
        var metadata: Logger.Metadata = ["limit": "\(limit.rawValue)", "peer": "\(peer ?? "unknown")"]
        if let caller { metadata["token_name"] = "\(caller.name)" }
        if let id = caller?.tokenID { metadata["token_id"] = "\(id)" }
        if untold > 0 { metadata["untold"] = "\(untold)" }
        logger.warning("A request was refused because there were too many", metadata: metadata)
    }
}
