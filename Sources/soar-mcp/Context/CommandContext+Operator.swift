//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore

extension CommandContext {
    /// Who runs the command, for the audit: the operating system's word, not the environment's.
    var commandOperator: Operator { Operator("cli:\(NSUserName())", at: now()) }
}
