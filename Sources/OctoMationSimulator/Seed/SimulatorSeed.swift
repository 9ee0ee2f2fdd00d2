//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore

import struct Foundation.Date

/// What the simulated platform holds at the start.
public struct SimulatorSeed: Sendable {
    /// The playbooks, drafts included.
    public var playbooks: [SimulatedPlaybook]
    /// The applications with their actions and assets.
    public var applications: [SimulatedApplication]

    /// The seed of the demo, unless something else is given.
    public init(
        playbooks: [SimulatedPlaybook] = SimulatorSeed.demoPlaybooks,
        applications: [SimulatedApplication] = SimulatorSeed.demoApplications
    ) {
        self.playbooks = playbooks
        self.applications = applications
    }

    /// The secret in the settings of assets and event sources.
    ///
    /// Nothing that a client of ours says may contain it.
    public static let passwordCanary = "canary-hg-5up3r-s3cr3t-never-show"

    /// 2021-01-27 15:48:53 in UTC+8.
    static let createdAt = Date(timeIntervalSince1970: 1_611_733_733)
    /// 2021-01-27 16:23:57 in UTC+8.
    static let updatedAt = Date(timeIntervalSince1970: 1_611_735_837)
}

extension PlaybookID {
    /// Blocks an address: takes `src`, succeeds after about a second.
    public static let blockAddress = PlaybookID(rawValue: 1_907_203_516_548_373)
    /// Takes nothing, succeeds.
    public static let dailyInspection = PlaybookID(rawValue: 1_907_203_516_548_374)
    /// Takes parameters of many types, required and optional ones.
    public static let investigateHost = PlaybookID(rawValue: 1_907_203_516_548_375)
    /// Fails.
    public static let isolateHost = PlaybookID(rawValue: 1_907_203_516_548_376)
    /// Fails on one of two devices.
    public static let blockEverywhere = PlaybookID(rawValue: 1_907_203_516_548_377)
    /// Waits for an approval.
    public static let disableAccount = PlaybookID(rawValue: 1_907_203_516_548_378)
    /// A draft.
    public static let phishingDraft = PlaybookID(rawValue: 1_907_203_516_548_379)
    /// Has the label `SOC-INTERNAL` in place of `MCP`.
    public static let rotateCredentials = PlaybookID(rawValue: 1_907_203_516_548_380)
    /// Waits for a person's task.
    public static let collectEvidence = PlaybookID(rawValue: 1_907_203_516_548_381)
    /// Checks an address; its id can't be held by a floating-point number.
    public static let checkReputation = PlaybookID(rawValue: 9_007_199_254_740_995)
}
