//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension Settings {
    /// These settings, with what others say of everything that a running server can change.
    ///
    /// The one list of that: what is not here needs a restart.
    func adopting(_ fresh: Settings) -> Settings {
        var settings = self
        settings.log.level = fresh.log.level
        settings.limits = fresh.limits
        settings.server.allowedHosts = fresh.server.allowedHosts
        settings.server.allowedOrigins = fresh.server.allowedOrigins
        settings.server.proxyRanges = fresh.server.proxyRanges
        settings.server.proxies = fresh.server.proxies
        settings.platform.timeout = fresh.platform.timeout
        settings.audit.retentionDays = fresh.audit.retentionDays
        settings.audit.maximumRecords = fresh.audit.maximumRecords
        settings.audit.maximumBytes = fresh.audit.maximumBytes
        settings.audit.forwarding.maximumBacklog = fresh.audit.forwarding.maximumBacklog
        settings.tokenExpiryNotice = fresh.tokenExpiryNotice
        return settings
    }

    /// The settings whose values differ.
    func differences(from other: Settings) -> [Line] {
        var changed = zip(lines, other.lines).filter { $0.value != $1.value || $0.isSet != $1.isSet }.map(\.0)
        let hasSameToken = platform.token?.exposed == other.platform.token?.exposed
        if !hasSameToken, !changed.contains(where: { $0.setting == .apiToken }) {
            changed += lines.filter { $0.setting == .apiToken }
        }
        return changed
    }
}
