//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

extension AuditRecord {
    /// A setting that got another value, or lost it.
    static func settingChange(
        _ name: String, from old: String?, to new: String?, _ operator: Operator
    ) -> AuditRecord {
        var members = JSONObject()
        members["before"] = old.map(JSONValue.string)
        members["value"] = new.map(JSONValue.string)
        guard case .object(let shown) = AuditScrubber.scrub(members) else { return changed(name, new, `operator`, [:]) }
        return changed(name, new, `operator`, shown)
    }

    /// A sealed secret that was stored or taken away; neither it nor what it was sealed to is shown.
    static func secretChange(_ purpose: String, to sealed: String?, _ operator: Operator) -> AuditRecord {
        .administration(
            `operator`, sealed == nil ? "secret.remove" : "secret.set",
            "soar://secrets/\(AuditScrubber.scrub(purpose))",
            tenant: nil)
    }

    /// Secrets that were sealed with another key.
    static func reseal(_ count: Int, _ operator: Operator) -> AuditRecord {
        .administration(
            `operator`, "secret.rotate-key", "soar://secrets", tenant: nil, ["resealed": .integer(Int64(count))])
    }

    /// Another password of the administration.
    static func passwordChange(_ operator: Operator) -> AuditRecord {
        .administration(`operator`, "password.set", "soar://admin/password", tenant: nil)
    }

    /// A database that was taken over, with how many rows of each table.
    static func importing(_ report: ImportReport, _ operator: Operator) -> AuditRecord {
        var taken = JSONObject()
        for table in report.tables where table.taken > 0 { taken[table.name] = .integer(Int64(table.taken)) }
        return .administration(`operator`, "import", "soar://import", tenant: .default, taken)
    }

    private static func changed(
        _ name: String, _ new: String?, _ operator: Operator, _ members: JSONObject
    ) -> AuditRecord {
        .administration(
            `operator`, new == nil ? "setting.remove" : "setting.set", "soar://settings/\(AuditScrubber.scrub(name))",
            tenant: nil, members)
    }
}
