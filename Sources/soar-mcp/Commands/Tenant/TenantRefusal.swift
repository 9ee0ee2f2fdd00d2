//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// What is said when the store does not take a tenant.
enum TenantRefusal {
    /// The store's own words where a value is not accepted; they say what is.
    static func error(_ error: StoreError) -> any Error {
        error.code == .invalid ? CommandError(Message(same: error.message)) : error
    }
}
