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
    /// Puts in force what a running server can change.
    let apply: @Sendable (Settings) -> Void
    let certificate: CertificateWatch?
    let verification: TokenVerification
    let logger: Logger

    func run() async throws {
        let signals =
            if let hangUps { hangUps } else { await UnixSignalsSequence(trapping: .sighup) }
        var inForce = settings
        for await _ in signals.cancelOnGracefulShutdown() { await reload(&inForce) }
    }

    private func reload(_ inForce: inout Settings) async {
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
        let former = inForce
        inForce = former.adopting(fresh)
        apply(inForce)
        // What follows is said under the former or the new level, whichever lets it through.
        let level = min(reading.threshold.level, fresh.log.level)
        reading.threshold.level = level
        defer { reading.threshold.level = fresh.log.level }
        let applied = inForce.differences(from: former).map { "\($0.setting.name)=\($0.value ?? "")" }
        let waiting = fresh.differences(from: inForce).map(\.setting.name)
        logger.log(
            level: max(.notice, level), "The settings were read again",
            metadata: [
                "applied": "\(applied.isEmpty ? "none" : applied.joined(separator: " "))",
                "restartNeeded": "\(waiting.isEmpty ? "none" : waiting.joined(separator: " "))",
            ])
    }
}
