//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension Settings {
    /// What is kept of what was done, and how safely.
    struct Audit: Hashable, Sendable {
        /// The longest that records can be kept before all are kept, in days: a hundred years.
        static let maximumDays = 36_500
        /// The highest limit for the number of records.
        static let maximumRecords = 1_000_000_000_000

        /// The lowest limit for the database's bytes: tokens, playbooks and settings have room in it.
        static let minimumBytes = 64 * 1024 * 1024
        /// The highest limit for the database's bytes.
        static let maximumBytes = 1_000_000_000_000_000

        /// What the record of a call that changes nothing survives.
        var readDurability = AuditDurability.fsync
        /// Older records are taken out; 0 keeps all.
        var retentionDays = 0
        /// Only so many of the newest records are kept; 0 keeps all.
        var maximumRecords = 0
        /// Old records are taken out where more bytes of the database are in use; 0 keeps all.
        var maximumBytes = 0
        /// Where records are handed on to.
        var forwarding = Forwarding()

        /// What is taken out; nil where everything is kept.
        var retention: AuditRetention? {
            AuditRetention(
                maximumAge: retentionDays == 0 ? nil : .seconds(retentionDays * 24 * 3600),
                maximumRecords: maximumRecords == 0 ? nil : Int64(maximumRecords),
                maximumBytes: maximumBytes == 0 ? nil : Int64(maximumBytes),
                maximumBacklog: Int64(forwarding.maximumBacklog))
        }
    }
}

extension Settings.Audit {
    init(_ reader: SettingsReader) throws(SettingsError) {
        let unit = Message(" (0 keeps all)", "（0 表示全部保留）")
        readDurability = try reader.value(.auditDurability, default: readDurability) { text throws(SettingFault) in
            try SettingValues.choice(text, of: AuditDurability.self)
        }
        retentionDays = try reader.value(.auditRetentionDays, default: retentionDays) { text throws(SettingFault) in
            try SettingValues.integer(text, in: 0...Self.maximumDays, unit: unit)
        }
        maximumRecords = try reader.value(.auditMaxRecords, default: maximumRecords) { text throws(SettingFault) in
            try SettingValues.integer(text, in: 0...Self.maximumRecords, unit: unit)
        }
        maximumBytes = try reader.value(.auditMaxBytes, default: maximumBytes) { text throws(SettingFault) in
            let range = Self.minimumBytes...Self.maximumBytes
            let isOff = text.trimmingBlanks() == "0"
            return isOff
                ? 0
                : try SettingValues.integer(text, in: range, unit: Message(" (bytes; 0 keeps all)", "（字节；0 表示全部保留）"))
        }
        forwarding = try Forwarding(reader)
    }
}
