//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser

/// The option of the commands that print data.
struct JSONOption: ParsableArguments {
    @Flag(help: "Print JSON.")
    var json = false
}
