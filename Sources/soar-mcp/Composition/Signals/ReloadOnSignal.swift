//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Logging
import SOARCore
import SOARTransport
import ServiceLifecycle
import UnixSignals

/// Reads settings, certificates and keys again on SIGHUP, and says what came of it.
struct ReloadOnSignal: Service {
    /// Every SIGHUP since the start; nil for those from ``run()`` on.
    let hangUps: UnixSignalsSequence?
    /// What the server was started with.
    let settings: Settings
    let reading: SettingsReading?
    let certificate: CertificateWatch?
    let verification: TokenVerification
    let logger: Logger

    func run() async throws {
        let signals =
            if let hangUps { hangUps } else { await UnixSignalsSequence(trapping: .sighup) }
        for await _ in signals.cancelOnGracefulShutdown() { await reload() }
    }

    private func reload() async {
        certificate?.reload()
        verification.reloadKeys(logger)
        guard let reading else { return }
        let fresh: Settings
        do {
            fresh = try await reading.read()
        } catch {
            logger.error(
                "The settings can't be used: the former ones stay in force",
                metadata: ["error.message": "\(CommandError(describing: error).message.english)"])
            return
        }
        let applied = reading.threshold.level != fresh.log.level
        // What follows is said under the former or the new level, whichever lets it through.
        let level = min(reading.threshold.level, fresh.log.level)
        reading.threshold.level = level
        defer { reading.threshold.level = fresh.log.level }
        let changed = zip(settings.lines, fresh.lines).filter { $0.value != $1.value || $0.isSet != $1.isSet }
        var waiting = changed.map(\.1.setting).filter { $0 != .logLevel }
        if !settings.platform.hasSameToken(as: fresh.platform), !waiting.contains(.apiToken) {
            waiting.append(.apiToken)
        }
        logger.log(
            level: max(.notice, level), "The settings were read again",
            metadata: [
                "applied": "\(applied ? "LOG_LEVEL=\(fresh.log.level)" : "none")",
                "restartNeeded": "\(waiting.isEmpty ? "none" : waiting.map(\.name).joined(separator: " "))",
            ])
    }
}

extension Settings.Platform {
    fileprivate func hasSameToken(as other: Settings.Platform) -> Bool {
        token?.exposed == other.token?.exposed
    }
}
