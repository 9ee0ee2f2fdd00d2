//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Crypto
import Foundation
import Hummingbird
import Logging
import SOARAuth
import SOARCore
import SOARTransport

/// Knows the tickets of our own sign-in: `NAME.MAC`, the MAC being HMAC-SHA-256 of the name, in Base64.
struct TicketVerifier: TokenVerifier {
    let key: SymmetricKey
    func verify(_ token: BearerToken) async throws(AuthenticationFailure) -> AccessToken? {
        let parts = token.exposed.split(separator: ".")
        guard parts.count == 2, let mac = Data(base64Encoded: String(parts[1])) else { return nil }
        let isGenuine = HMAC<SHA256>.isValidAuthenticationCode(mac, authenticating: Data(parts[0].utf8), using: key)
        guard isGenuine else { throw .unknown }
        return AccessToken(subject: String(parts[0]), client: "sign-in", scopes: [Scope(rawValue: "incidents:close")])
    }
}
@main struct Incidents {
    static func main() async throws {
        guard let key = Environment().get("TICKET_KEY") else { return print("TICKET_KEY is not set.") }
        let store = try SQLiteStore(path: "incidents.db")
        let tickets = TicketVerifier(key: SymmetricKey(data: Data(key.utf8)))
        let auth = BearerAuthProvider(verifier: .anyOf(tickets, DatabaseTokenVerifier(store)), acceptsQueryToken: false)
        let server = try MCPServer(name: "incidents", version: "1.0") {
            Tool(
                "close_incident", description: "Closes an incident.",
                inputSchema: ["type": "object", "properties": ["number": ["type": "integer"]], "required": ["number"]],
                requirement: Requirement(Scope(rawValue: "incidents:close"))
            ) { arguments, context in
                .text("\(context.caller.name) has closed incident \(try arguments.identifier("number")).")
            }
        }
        let router = Router(context: ServerRequestContext.self)
        router.get("/") { _, _ in "Incidents: POST /mcp" }
        router.mcp("/mcp", server: server, auth: auth, audit: AuditTrail(store), logger: Logger(label: "incidents"))
        try await Application(router: router, server: .guardedHTTP1()).runService()
    }
}
