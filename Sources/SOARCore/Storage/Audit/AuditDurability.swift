//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// What a record of the audit log must survive before its call is answered.
public enum AuditDurability: String, Sendable, CaseIterable {
    /// A power cut: the disk has confirmed it.
    case fsync
    /// The end of the process: the operating system has it. A power cut may take the last records; never one from
    /// the middle.
    case commit
}
