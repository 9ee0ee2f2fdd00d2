//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation

extension String {
    /// The text as a store gives it back: with U+FFFD in place of every NUL.
    ///
    /// GRDB ends a text at its first NUL, and so do many who read a SQLite file. What a hostile caller puts behind one
    /// must neither vanish from the audit nor make two names the same.
    var asStored: String {
        holdsNUL ? String(String.UnicodeScalarView(unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 })) : self
    }

    private var holdsNUL: Bool {
        let quick = unsafe utf8.withContiguousStorageIfAvailable { bytes in
            unsafe bytes.baseAddress.map { unsafe memchr($0, 0, bytes.count) != nil } ?? false
        }
        return quick ?? utf8.contains(0)
    }
}

extension TenantID {
    var asStored: TenantID { TenantID(rawValue: rawValue.asStored) }
}

extension NewAPIToken {
    /// The token as a store gives it back.
    var asStored: NewAPIToken {
        var token = self
        token.name = name.asStored
        token.summary = summary.asStored
        token.tenant = tenant.asStored
        token.prefix = prefix.asStored
        token.createdAt = createdAt.asStored
        token.expiresAt = expiresAt?.asStored
        return token
    }
}

extension Playbook {
    /// The playbook as a store gives it back.
    var asStored: Playbook {
        var playbook = self
        playbook.name = name.asStored
        playbook.displayName = displayName.asStored
        playbook.category = category.asStored
        playbook.summary = summary.asStored
        playbook.createdAt = createdAt?.asStored
        playbook.updatedAt = updatedAt?.asStored
        return playbook
    }
}

extension Execution {
    /// The execution as a store gives it back.
    var asStored: Execution {
        var execution = self
        execution.tenant = tenant.asStored
        execution.startedBy = startedBy.asStored
        execution.startedAt = startedAt.asStored
        return execution
    }
}

extension AuditRecord {
    /// The record as a store gives it back.
    var asStored: AuditRecord {
        var record = self
        record.callID = callID.asStored
        record.time = time.asStored
        record.tokenName = tokenName?.asStored
        record.tenant = tenant?.asStored
        record.action = action.asStored
        record.resource = resource.asStored
        record.error = error?.asStored
        record.latency = latency.asStored
        record.peer = peer?.asStored
        record.userAgent = userAgent?.asStored
        return record
    }
}
