//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// The options that say which audit records are meant.
struct AuditFilterOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only calls with this token.", valueName: "token|id|name|-"))
    var token: String?

    @Option(help: ArgumentHelp("Only this team's calls.", valueName: "name"))
    var tenant: String?

    @Option(help: "Only this tool or method.")
    var action: String?

    @Option(
        help: ArgumentHelp("Only this outcome: \(Arguments.outcomes).", valueName: "outcome"),
        transform: Arguments.outcome)
    var outcome: AuditRecord.Outcome?

    @Option(
        help: ArgumentHelp("Nothing older.", valueName: "time"),
        transform: Arguments.time)
    var since: TimeArgument?

    @Option(
        help: ArgumentHelp("Nothing newer.", valueName: "time"),
        transform: Arguments.time)
    var until: TimeArgument?

    /// The tenant whose records are meant; nil for all.
    ///
    /// - Throws: ``CommandError`` with the tenants there are.
    private func tenant(in store: some SOARStore) async throws -> TenantID? {
        guard let tenant else { return nil }
        return try await TenantLookup.tenant(tenant, in: store)
    }

    /// What to ask the log for.
    ///
    /// - Throws: ``CommandError`` for a tenant or a whole token that is not there.
    func query(in store: some SOARStore, _ context: CommandContext) async throws -> AuditQuery {
        let now = context.now()
        var query = AuditQuery()
        query.tenant = try await tenant(in: store)
        if let token {
            let text = try TokenLookup.reference(token, in: context)
            // The name stays in the log when the token is long gone, so it isn't looked up.
            query.tokenID = try await TokenLookup.presented(text, in: store)?.id ?? APITokenID(text)
            query.tokenName = query.tokenID == nil ? text : nil
        }
        query.action = action
        query.outcome = outcome
        query.since = since?.date(now: now)
        query.until = until?.date(now: now)
        return query
    }
}
