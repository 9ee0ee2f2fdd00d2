//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import struct Foundation.Date

/// The platform's id of one execution, checked to be harmless in a URL.
public struct ActivityID: Hashable, Sendable, LosslessStringConvertible {
    public let description: String

    /// Takes 1 to 64 ASCII letters, digits and hyphens; nil for anything else, so that no id can name another path.
    public init?(_ description: String) {
        let isHarmless = description.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        guard isHarmless, (1...64).contains(description.utf8.count) else { return nil }
        self.description = description
    }
}

/// One run of a playbook that was started here.
public struct Execution: Hashable, Sendable {
    public var activityID: ActivityID
    public var tenant: TenantID
    public var playbookID: PlaybookID
    /// The war room's id; 0 is the global one.
    public var eventID: Int64
    /// The token that started it; nil where the caller had none of ours (a JWT's subject is in `startedBy`).
    public var tokenID: APITokenID?
    /// The first token of that one's line: whoever replaces it can follow what it started.
    public var tokenFamily: APITokenID?
    /// The caller's name as the audit has it.
    public var startedBy: String
    public var startedAt: Date

    public init(
        activityID: ActivityID, tenant: TenantID, playbookID: PlaybookID, eventID: Int64 = 0,
        tokenID: APITokenID? = nil, tokenFamily: APITokenID? = nil, startedBy: String, startedAt: Date
    ) {
        self.activityID = activityID
        self.tenant = tenant
        self.playbookID = playbookID
        self.eventID = eventID
        self.tokenID = tokenID
        self.tokenFamily = tokenFamily ?? tokenID
        self.startedBy = startedBy
        self.startedAt = startedAt
    }
}
