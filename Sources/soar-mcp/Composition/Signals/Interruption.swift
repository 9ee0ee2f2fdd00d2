//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import Foundation
import Synchronization
import UnixSignals

/// Lets a command end where it stands when somebody asks for its end, so that it can say how far it came.
final class Interruption: Sendable {
    private let signal = Mutex<UnixSignal?>(nil)

    private init() {}

    /// Throws the exit code that shells take for an end by a signal, once one has come.
    func check() throws {
        if let signal = signal.withLock(\.self) { throw ExitCode(128 + signal.rawValue) }
    }

    /// Runs something that asks now and then; who asks a second time ends the process at once.
    static func watched(_ body: (Interruption) async throws -> Void) async throws {
        let (interruption, signals) = (Interruption(), await UnixSignalsSequence(trapping: .sigint, .sigterm))
        try await withThrowingTaskGroup { group in
            defer { group.cancelAll() }
            group.addTask {
                for await signal in signals {
                    let isSecond = interruption.signal.withLock { known in
                        defer { known = signal }
                        return known != nil
                    }
                    if isSecond { _exit(128 + signal.rawValue) }
                }
            }
            try await body(interruption)
        }
    }
}
