//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// The predecessor's tables and the columns that are read; it had no migrations, so all of its versions have them.
enum PredecessorSchema {
    static let tokens = Table(
        "user_tokens",
        [
            "id", "token", "name", "description", "is_active", "usage_count", "created_at", "expires_at",
            "last_used_at",
        ])
    static let playbooks = Table(
        "playbooks",
        [
            "id", "name", "display_name", "playbook_category", "description", "create_time", "update_time",
            "playbook_params", "sync_time", "enabled",
        ])
    static let settings = Table("system_config", ["id", "key", "value"])
    static let passwords = Table("admin_passwords", ["id", "password_hash", "is_active"])
    static let audit = Table(
        "audit_logs",
        [
            "id", "timestamp", "token_id", "token_name", "action", "resource", "parameters", "result", "error_message",
            "ip_address", "user_agent",
        ], order: "timestamp, id")
    static let all = [tokens, playbooks, settings, passwords, audit]

    /// One table.
    struct Table: Sendable {
        /// Characters of one value that are read.
        static let maximumCharacters = 65536

        let name: String
        let columns: [String]
        private let order: String

        init(_ name: String, _ columns: [String], order: String = "id") {
            self.name = name
            self.columns = columns
            self.order = order
        }

        /// All rows in the order in which they are taken over; a value that is too long comes with a character too many.
        var selection: String {
            let values = columns.map { "substr(\($0), 1, \(Self.maximumCharacters + 1))" }
            return "SELECT \(values.joined(separator: ", ")) FROM \(name) ORDER BY \(order)"
        }
    }
}
