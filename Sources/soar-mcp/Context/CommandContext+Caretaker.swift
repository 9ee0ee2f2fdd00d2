//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension CommandContext {
    /// Who changes something with this command, for the audit.
    var caretaker: Operator { Operator("cli:\(user)", at: now()) }
}
