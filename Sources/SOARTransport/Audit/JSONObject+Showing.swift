//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension JSONObject {
    /// The values of the open names; of the others only that there was one.
    func showing(_ open: Set<String>) -> JSONObject {
        var shown = JSONObject()
        for (name, value) in self {
            shown[name] = open.contains(name) ? value : .string(TokenScrubber.replacement)
        }
        return shown
    }

    /// The values of the open names that hold nothing inside them; of everything else only that there was one.
    func showingScalars(_ open: Set<String>) -> JSONObject {
        showing(
            open.filter { name in
                switch self[name] {
                case .object, .array: false
                default: true
                }
            })
    }
}
