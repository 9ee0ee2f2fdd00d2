//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth

extension Settings {
    /// Where what clients are told and what their tokens are checked for don't fit together.
    var verifierMismatches: [Finding] {
        let issuers = verifiers.compactMap(\.issuer)
        // Without an issuer an introspecting entry takes tokens from whomever its server speaks for.
        let takesAny = verifiers.contains { $0.kind == .introspection && $0.issuer == nil }
        let strangers = takesAny ? [] : server.authorizationServers.filter { !issuers.contains($0) }
        return strangers.map(Self.stranger) + foreignAudiences
    }

    private static func stranger(_ server: String) -> Finding {
        let name = Setting.authorizationServers.name
        return .warning(
            "auth",
            Message(
                "\(name) sends clients to \(server), and AUTH takes no tokens of it.",
                "\(name) 将客户端引向 \(server)，但 AUTH 不接受其令牌。"),
            advice: Message(
                "Give an entry of AUTH that issuer, letter by letter, or take it out of \(name).",
                "请在 AUTH 中添加该 issuer（逐字一致），或从 \(name) 中移除。"))
    }

    /// Entries that would refuse what a client gets when it asks for a token for this server (RFC 8707 §2).
    private var foreignAudiences: [Finding] {
        guard let resource = server.resource?.identifier else { return [] }
        let name = AudienceName(resource)
        return verifiers.filter { verifier in
            verifier.audiences.map { !$0.map(AudienceName.init).contains(name) } ?? false
        }.map { verifier in
            .warning(
                "auth",
                Message(
                    "\(verifier.name) does not accept the audience \(resource), which is what clients ask for.",
                    "\(verifier.name) 不接受客户端所申请的受众 \(resource)。"),
                advice: Message(
                    "Add it to this entry's audience, or correct \(Setting.publicURL.name).",
                    "请将其加入该项的 audience，或更正 \(Setting.publicURL.name)。"))
        }
    }
}

extension VerifierSettings {
    /// Whose tokens it takes, where they name somebody.
    fileprivate var issuer: String? {
        switch self {
        case .database, .staticTokens: nil
        case .jwt(let settings): settings.issuer
        case .introspection(let settings): settings.configuration.issuer
        }
    }

    /// Whom its tokens must be meant for; nil where they name nobody.
    fileprivate var audiences: [String]? {
        switch self {
        case .database, .staticTokens: nil
        case .jwt(let settings): settings.audiences
        case .introspection(let settings): Array(settings.configuration.audiences)
        }
    }
}
