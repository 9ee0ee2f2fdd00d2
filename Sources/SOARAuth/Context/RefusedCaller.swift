//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Synchronization

/// Whose token is refused, for the audit log.
///
/// Beside the failure, not in it: what a caller is told is made of the failure alone, and must not say whose token it
/// tries. Only known tokens are noted, never guesses.
package final class RefusedCaller: Sendable {
    @TaskLocal private static var current: RefusedCaller?

    private let caller = Mutex<AccessToken?>(nil)

    private init() {}

    /// Takes note of whom a token speaks for that is about to be refused.
    static func note(_ caller: AccessToken) { current?.caller.withLock { $0 = caller } }

    /// Runs a check, and tells whose token it refused, as far as that is known.
    package static func noting(
        _ check: () async throws(AuthenticationFailure) -> AccessToken
    ) async -> (result: Result<AccessToken, AuthenticationFailure>, refused: AccessToken?) {
        let noted = RefusedCaller()
        let result: Result<AccessToken, AuthenticationFailure> = await $current.withValue(noted) {
            do throws(AuthenticationFailure) { return .success(try await check()) } catch { return .failure(error) }
        }
        guard case .failure = result else { return (result, nil) }
        return (result, noted.caller.withLock(\.self))
    }
}
