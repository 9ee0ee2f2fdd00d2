//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Hummingbird
import Logging
import SOARAuth
import SOARTransport

enum Severity: String, Codable, CaseIterable { case low, high }
struct Report: ToolInput {
    let title: String
    let severity: Severity
    let owner: String?
    static let descriptions = [
        "title": "What happened, in a line.", "severity": "How bad it is.", "owner": "Who cares.",
    ]
}
struct Incident: Codable, ToolOutput {
    let number: Int
    let title: String
    let owner: String?
}
struct Span: ToolInput {
    let days: UInt8
    static let descriptions = ["days": "How far back it goes."]
}

struct Incidents {
    static let tokens = StaticTokenVerifier(["secret": AccessToken(subject: "alice", client: "cli")])

    static func server() throws -> MCPServer {
        try MCPServer(name: "incidents", version: "1.0") {
            try Tool("open_incident", description: "Opens an incident.") { (report: Report, _) in
                Incident(number: report.severity == .high ? 42 : 43, title: report.title, owner: report.owner)
            }
            try Tool("chart", description: "Draws the last days.", annotations: .readOnly) { (span: Span, _) in
                ContentBlock.image(data: [137, 80, 78, 71, span.days], mimeType: "image/png")
            }
            try Tool("who_am_i", description: "Names the caller.", annotations: .readOnly) { $0.caller.name }
        }
    }

    static func main() async throws {
        let router = Router(context: ServerRequestContext.self)
        let auth = BearerAuthProvider(verifier: tokens)
        router.mcp("/mcp", server: try server(), auth: auth, logger: Logger(label: "incidents"))
        try await Application(router: router, server: .guardedHTTP1()).runService()
    }
}
