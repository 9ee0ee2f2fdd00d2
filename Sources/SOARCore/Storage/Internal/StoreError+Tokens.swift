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

    /// A token names a role that is not there.
    static func missingRole(_ name: RoleName, of token: APIToken) -> StoreError {
        StoreError(.damaged, "The role “\(name)” of the token \(token.id) is not there.")
    }

    /// What narrows a token or a role can't be read.
    static func unreadableRestrictions(of what: String, _ fault: RestrictionFault) -> StoreError {
        StoreError(.damaged, "The restrictions of \(what) can't be read: \(fault).")
    }
}
