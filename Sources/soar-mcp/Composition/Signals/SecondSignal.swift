//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import Logging
import ServiceLifecycle
import UnixSignals

/// Ends the process at once when somebody asks for its end a second time.
///
/// The first SIGTERM or SIGINT is the service group's: it begins the shutdown.
struct SecondSignal: Service {
    let logger: Logger

    func run() async throws {
        var isFirst = true
        for await signal in await UnixSignalsSequence(trapping: .sigterm, .sigint).cancelOnGracefulShutdown() {
            guard isFirst else {
                logger.warning("Asked again to end: ended at once", metadata: ["signal": "\(signal)"])
                // What shells and supervisors take for an end by that signal.
                _exit(128 + signal.rawValue)
            }
            isFirst = false
            logger.notice(
                "Ending: no new connections, what is under way is answered", metadata: ["signal": "\(signal)"])
        }
    }
}
