//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// Whose it is about, for commands that are about one team.
struct TenantOption: ParsableArguments {
    @Option(help: ArgumentHelp("The team whose it is.", valueName: "name"))
    var tenant: String = TenantID.default.rawValue

    /// The tenant.
    ///
    /// - Throws: ``CommandError`` with the tenants there are.
    func id(in store: some SOARStore) async throws -> TenantID { try await TenantLookup.tenant(tenant, in: store) }
}
