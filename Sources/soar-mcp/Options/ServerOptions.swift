//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser

/// The options of the commands that serve.
struct ServerOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The address to listen on (default: 127.0.0.1).", valueName: "address"))
    var host: String?

    @Option(help: ArgumentHelp("The port for MCP; 0 for any free one (default: 12345).", valueName: "port"))
    var mcpPort: String?

    @Option(help: ArgumentHelp("The port for administration; 0 for any free one (default: 12346).", valueName: "port"))
    var adminPort: String?

    /// What was given, for the strongest layer.
    var overrides: [Setting: String] {
        var overrides: [Setting: String] = [:]
        overrides[.bindHost] = host
        overrides[.mcpPort] = mcpPort
        overrides[.adminPort] = adminPort
        return overrides
    }
}
