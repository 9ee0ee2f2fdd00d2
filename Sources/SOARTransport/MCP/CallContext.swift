//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import Logging
public import SOARAuth
import SOARCore

/// What a handler knows about the call that it answers.
public struct CallContext: Sendable {
    /// Who is calling.
    ///
    /// Decide by this, never by a task local.
    public var caller: AccessToken
    /// The revision that the answer is worded in.
    public var revision: ProtocolRevision
    /// Names the call in the audit log and in the server's log.
    public var callID: String
    /// Carries the call's id.
    public var logger: Logger

    public init(caller: AccessToken, revision: ProtocolRevision, callID: String, logger: Logger) {
        self.caller = caller
        self.revision = revision
        self.callID = callID
        self.logger = logger
    }
}
