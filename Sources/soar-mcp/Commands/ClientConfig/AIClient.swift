//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// The AI clients whose configuration is known.
enum AIClient: String, CaseIterable, ExpressibleByArgument {
    case cherryStudio = "cherry-studio"
    case claudeDesktop = "claude-desktop"
    case cursor
    case vscode
    case generic

    /// What this server is called in a client's list.
    static let serverName = "soar-mcp"

    /// The JSON to put into the client's configuration.
    func configuration(for endpoint: ClientEndpoint) -> JSONValue {
        switch self {
        case .cherryStudio: Self.cherryStudio(endpoint)
        case .claudeDesktop: Self.claudeDesktop(endpoint)
        case .cursor: Self.cursor(endpoint)
        case .vscode: Self.vscode(endpoint)
        case .generic: Self.generic(endpoint)
        }
    }
}
