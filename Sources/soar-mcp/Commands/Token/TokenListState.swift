//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

import struct Foundation.Date

/// A state that `token list` can be asked for.
enum TokenListState: Hashable {
    /// What an operator has decided.
    case decided(APIToken.State)
    /// Enabled, but its time is over, or its grace where it was replaced.
    case expired

    static var names: String { Arguments.tokenStates + ", expired" }

    init(argument text: String) throws {
        if text == "expired" {
            self = .expired
        } else if let state = APIToken.State(rawValue: text) {
            self = .decided(state)
        } else {
            throw ValidationError("Unknown state. There are: \(Self.names).")
        }
    }

    func narrow(_ selection: inout APITokenSelection, now: Date) {
        switch self {
        case .decided(let state): selection.state = state
        case .expired:
            selection.state = .enabled
            // Times are kept in milliseconds, and the very moment of its end is one at which it is over.
            selection.expiresBefore = now.addingTimeInterval(0.001)
        }
    }
}
