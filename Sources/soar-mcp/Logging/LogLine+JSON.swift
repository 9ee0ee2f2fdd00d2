//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Logging
import SOARCore

extension LogLine {
    /// One JSON object; what JSON lets through but a terminal would obey is escaped as in the text form.
    var json: String {
        var members = JSONObject()
        for (key, value) in metadata { members[PlainText.escaped(key)] = .string(PlainText.escaped(value)) }
        let line: JSONValue = [
            "time": .string(time), "level": .string(level.rawValue), "label": .string(PlainText.escaped(label)),
            "message": .string(PlainText.escaped(message)), "metadata": .object(members),
        ]
        return line.text()
    }
}
