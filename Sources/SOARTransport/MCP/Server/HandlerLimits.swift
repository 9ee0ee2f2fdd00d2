//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// What handlers may cost a server.
public struct HandlerLimits: Sendable {
    /// How long one may take; time in which it waits for the client's user doesn't count.
    ///
    /// Then its task is cancelled and the call has failed.
    public var time: Duration = .seconds(120)
    /// How many may run at a time; calls beyond are told to come again.
    public var concurrent = 1024
    /// How often one caller may call them; without one only ``concurrent`` holds.
    ///
    /// A call beyond it has failed, and says when to try again.
    public var rate: CallRate?
    /// How long the client may take to answer what a handler asks it.
    public var askTime: Duration = .seconds(300)
    /// Notifications of one call; those beyond are dropped.
    public var notifications = 10_000

    public init() {}
}
