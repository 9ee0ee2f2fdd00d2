//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// The caller of the request that the current task works for.
///
/// For code that a parameter can't reach: logging, tracing. Decisions take the caller as a parameter. It is a task
/// local, so that it stays with its request however many run at once.
public enum AuthContext {
    /// The caller; nil outside of a request.
    @TaskLocal public static var current: AccessToken?
}
