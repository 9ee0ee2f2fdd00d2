//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore

/// A playbook of the simulated platform, with what happens when it runs.
public struct SimulatedPlaybook: Hashable, Sendable {
    public var playbook: Playbook
    /// Whether it is ONLINE; a DRAFT can't be run.
    public var isPublished = true
    /// How its runs end.
    public var outcome = SimulatedOutcome.succeeds
    /// How long it is in RUNNING; nil for what the configuration says.
    public var runningTime: Duration?
    /// What its one node does.
    public var action = SimulatedAction.blockAddress

    public init(_ playbook: Playbook) { self.playbook = playbook }

    /// Makes a published playbook that succeeds, with an internal name made from its id.
    public init(
        id: PlaybookID, displayName: String, summary: String = "", labels: [String] = ["MCP"],
        parameters: [PlaybookParameter] = []
    ) {
        self.init(
            Playbook(
                id: id, name: "playbook_" + Self.hexadecimal(id.rawValue), displayName: displayName,
                category: "COMMONEVENT", summary: summary, labels: labels, createdAt: SimulatorSeed.createdAt,
                updatedAt: SimulatorSeed.updatedAt, parameters: parameters))
    }

    /// 32 hexadecimal digits that look like a hash and are always the same for the same id.
    static func hexadecimal(_ id: Int64) -> String {
        let halves = [0x9E37_79B9_7F4A_7C15, 0xC2B2_AE3D_27D4_EB4F].map { (factor: UInt64) in
            let digits = String((UInt64(bitPattern: id) &* factor).byteSwapped, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }
        return halves.joined()
    }
}

/// What the one node of a simulated playbook does.
public struct SimulatedAction: Hashable, Sendable {
    public var id: Int64
    /// The name of the application.
    public var application: String
    public var name: String
    public var displayName: String
    public var assetID: Int64
    public var asset: String
    /// What it brings back; the run's first parameter is added as `target`.
    public var answer: JSONObject

    public init(
        id: Int64, application: String, name: String, displayName: String, assetID: Int64, asset: String,
        answer: JSONObject
    ) {
        self.id = id
        self.application = application
        self.name = name
        self.displayName = displayName
        self.assetID = assetID
        self.asset = asset
        self.answer = answer
    }
}
