//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

extension StoreError {
    /// A revoked token was to become something else.
    static var tokenIsRevoked: StoreError {
        StoreError(.conflict, "A revoked token stays revoked; make a new one.")
    }

    /// The tenant has a token of that name that is not revoked, or the very same token.
    static var tokenExists: StoreError {
        StoreError(.conflict, "There is a token of that name already; revoke it first or choose another name.")
    }
}
