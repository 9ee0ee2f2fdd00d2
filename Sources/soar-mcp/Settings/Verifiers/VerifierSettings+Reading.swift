//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore

extension VerifierSettings {
    /// Verifiers in one list at most.
    static let maximumCount = 16
    private static let form = Message(
        #"a list like [{"type": "database"}, {"type": "jwt", "issuer": "https://…", "audience": "https://…"}]"#,
        #"列表，例如 [{"type": "database"}, {"type": "jwt", "issuer": "https://…", "audience": "https://…"}]"#)

    /// Reads the list from the JSON that the setting holds.
    ///
    /// - Throws: ``SettingFault`` with the entry, its member and what is accepted.
    static func list(_ text: String) throws(SettingFault) -> [VerifierSettings] {
        let value: JSONValue
        do { value = try JSONParser.parse(text) } catch {
            // The text is not shown: somebody may have put a secret where the name of a file belongs.
            throw SettingFault(Message("the value is no JSON: \(error)", "该值不是 JSON：\(error)"), accepted: form)
        }
        guard let elements = value.arrayValue, (1...maximumCount).contains(elements.count) else {
            throw SettingFault(
                Message("the value is no list of 1 to \(maximumCount) verifiers", "该值不是 1 到 \(maximumCount) 个验证器的列表"),
                accepted: form)
        }
        var settings: [VerifierSettings] = []
        for (index, element) in elements.enumerated() {
            settings.append(try entry(element, Message("entry \(index + 1)", "第 \(index + 1) 项")))
        }
        return try withoutShadows(try withoutDoubles(settings))
    }

    /// What an authorization server says of a token is final, so nobody behind it is asked about such tokens.
    private static func withoutShadows(_ settings: [VerifierSettings]) throws(SettingFault) -> [VerifierSettings] {
        for (index, first) in settings.enumerated() {
            guard case .introspection(let introspection) = first else { continue }
            guard let shadowed = settings[(index + 1)...].first(where: { $0.shadow(of: introspection) }) else {
                continue
            }
            throw SettingFault(
                Message(
                    "\(shadowed.name) stands behind \(first.name), which decides about all tokens of that form",
                    "\(shadowed.name) 位于 \(first.name) 之后，而后者对该形式的令牌作最终裁决"),
                accepted: shadowed.kind == .introspection
                    ? Message("one introspection entry", "仅一个 introspection 项")
                    : Message("\(shadowed.name) before it", "将 \(shadowed.name) 置于其前"))
        }
        return settings
    }

    /// Whether tokens of its own never get past that server.
    private func shadow(of introspection: IntrospectionSettings) -> Bool {
        switch self {
        // The predecessor's API tokens are opaque.
        case .database, .staticTokens, .introspection: true
        case .jwt: introspection.configuration.acceptsStructuredTokens
        }
    }

    private static func withoutDoubles(_ settings: [VerifierSettings]) throws(SettingFault) -> [VerifierSettings] {
        let names = settings.map(\.name)
        guard let double = names.first(where: { name in names.count { $0 == name } > 1 }) else { return settings }
        throw SettingFault(
            Message("\(double) is there twice", "\(double) 重复出现"), accepted: Message("each once", "每项一次"))
    }

    private static func entry(_ element: JSONValue, _ place: Message) throws(SettingFault) -> VerifierSettings {
        guard let object = element.objectValue else {
            throw SettingFault(place + Message(" is no object", "不是对象"), accepted: form)
        }
        guard let kind = object["type"]?.stringValue.flatMap(Kind.init(rawValue:)) else {
            throw SettingFault(
                place + Message(": type is missing or unknown", "：type 缺失或未知"),
                accepted: Message(same: Kind.allCases.map(\.rawValue).joined(separator: ", ")))
        }
        switch kind {
        case .database:
            _ = try SettingMembers(object, place: place, known: ["type"])
            return .database
        case .static:
            let members = try SettingMembers(object, place: place, known: ["type", "file"])
            return .staticTokens(
                file: try members.required("file", Message("the path of a JSON file", "JSON 文件路径")))
        case .jwt: return .jwt(try JWTSettings(object, place))
        case .introspection: return .introspection(try IntrospectionSettings(object, place))
        }
    }
}

extension JWTSettings {
    private static let keyMembers = ["jwks_url", "jwks_file", "public_key_file", "secret_file"]
    private static let members =
        ["type", "issuer", "audience"] + keyMembers + [
            "key_id", "algorithm", "algorithms", "token_type", "clock_skew", "maximum_lifetime", "tenant_claim",
            "client_claim", "name_claim", "requires_profile_claims", "allow_private_addresses",
        ]

    fileprivate init(_ object: JSONObject, _ place: Message) throws(SettingFault) {
        let members = try SettingMembers(object, place: place, known: Self.members)
        issuer = try members.required("issuer", Message("what the issuer writes into `iss`", "签发者写入 iss 的值"))
        audiences = try members.texts("audience")
        guard !audiences.isEmpty else {
            throw members.fault(
                "audience", Message("is missing", "缺失"),
                accepted: Message("what the issuer writes into `aud` for this server", "签发者为本服务写入 aud 的值"))
        }
        let algorithm = try members.choice("algorithm", of: JWSAlgorithm.self)
        keys = try Self.keys(members, algorithm)
        try Self.checkWhatApplies(members, keys, algorithm)
        allowsPrivateAddresses = try members.flag("allow_private_addresses", default: false)
        policy = try Self.policy(members, keys)
        if let algorithm, !policy.algorithms.contains(algorithm) {
            throw members.fault(
                "algorithms",
                Message("lacks \(algorithm.rawValue), which 'algorithm' is", "未包含 algorithm 指定的 \(algorithm.rawValue)"),
                accepted: Message("a list with it", "包含它的列表"))
        }
    }

    /// A member that changes nothing here was meant for something.
    private static func checkWhatApplies(
        _ members: SettingMembers, _ keys: Keys, _ algorithm: JWSAlgorithm?
    ) throws(SettingFault) {
        func fault(_ name: String, _ accepted: Message) -> SettingFault {
            members.fault(name, Message("does not apply", "不适用"), accepted: accepted)
        }
        if members.has("key_id"), !members.has("public_key_file") {
            throw fault("key_id", Message("key_id with public_key_file", "key_id 仅与 public_key_file 同用"))
        }
        if members.has("allow_private_addresses"), !keys.areRemote {
            throw fault(
                "allow_private_addresses",
                Message("it with jwks_url or the issuer's metadata", "仅与 jwks_url 或签发者元数据同用"))
        }
        if let algorithm, algorithm.isSymmetric, !members.has("secret_file") {
            throw members.fault(
                "algorithm", Message("is for a secret", "仅适用于密钥"),
                accepted: Message(
                    same: JWSAlgorithm.allCases.filter { !$0.isSymmetric }.map(\.rawValue).joined(separator: ", ")))
        }
    }

    private static func keys(_ members: SettingMembers, _ algorithm: JWSAlgorithm?) throws(SettingFault) -> Keys {
        let given = keyMembers.filter(members.has)
        guard given.count <= 1 else {
            throw members.fault(
                given.joined(separator: ", "), Message("exclude one another", "不能同时使用"),
                accepted: Message("one of them, or none: then the issuer's metadata are asked", "其中之一，或均不填（由签发者元数据获取）"))
        }
        if let url = try members.text("jwks_url") { return .keySetURL(url, algorithm: algorithm) }
        if let file = try members.text("jwks_file") { return .keySetFile(file, algorithm: algorithm) }
        if let file = try members.text("public_key_file") {
            return .publicKeyFile(file, id: try members.text("key_id"), algorithm: algorithm)
        }
        if let file = try members.text("secret_file") {
            let algorithm = algorithm ?? .hs256
            guard algorithm.isSymmetric else {
                throw members.fault(
                    "algorithm", Message("is not for a secret", "不适用于密钥"),
                    accepted: Message(same: "HS256, HS384, HS512"))
            }
            return .secretFile(file, algorithm: algorithm)
        }
        return .discovery(algorithm: algorithm)
    }

    private static func policy(_ members: SettingMembers, _ keys: Keys) throws(SettingFault) -> JWTPolicy {
        var policy = JWTPolicy()
        if case .secretFile(_, let algorithm) = keys { policy.algorithms = [algorithm] }
        let names = try members.texts("algorithms")
        if !names.isEmpty {
            let algorithms = names.compactMap(JWSAlgorithm.init(rawValue:))
            guard algorithms.count == names.count else {
                throw members.fault(
                    "algorithms", Message("has an unknown one", "含有未知算法"),
                    accepted: Message(same: JWSAlgorithm.allCases.map(\.rawValue).joined(separator: ", ")))
            }
            policy.algorithms = Set(algorithms)
        }
        policy.type = try members.choice("token_type", of: JWTPolicy.TokenType.self) ?? policy.type
        policy.clockSkew = try members.seconds("clock_skew", in: 0...600, default: policy.clockSkew)
        policy.maximumLifetime = try members.seconds(
            "maximum_lifetime", in: 1...31_536_000, default: policy.maximumLifetime)
        policy.tenantClaim = try members.text("tenant_claim")
        policy.clientClaim = try members.text("client_claim") ?? policy.clientClaim
        policy.nameClaim = try members.text("name_claim")
        policy.requiresProfileClaims = try members.flag("requires_profile_claims", default: false)
        return policy
    }
}

extension IntrospectionSettings {
    private static let members = [
        "type", "url", "client_id", "client_secret_file", "authentication", "issuer", "audience", "tenant_claim",
        "accept_structured_tokens",
    ]

    fileprivate init(_ object: JSONObject, _ place: Message) throws(SettingFault) {
        let members = try SettingMembers(object, place: place, known: Self.members)
        url = try members.required("url", Message("the introspection endpoint (RFC 7662)", "令牌自省端点 (RFC 7662)"))
        clientID = try members.required("client_id", Message("who this server is there", "本服务的客户端标识"))
        secretFile = try members.required(
            "client_secret_file", Message("the path of a file that holds the secret", "存放密钥的文件路径"))
        configuration.authentication =
            try members.choice("authentication", of: IntrospectionTokenVerifier.Configuration.Authentication.self)
            ?? configuration.authentication
        configuration.issuer = try members.text("issuer")
        configuration.audiences = Set(try members.texts("audience"))
        guard !configuration.audiences.isEmpty else {
            // Without it every token of that server would do, whomever it was issued for (RFC 8707 §2).
            throw members.fault(
                "audience", Message("is missing", "缺失"),
                accepted: Message("what the server writes into `aud` for this one", "授权服务器为本服务写入 aud 的值"))
        }
        configuration.tenantClaim = try members.text("tenant_claim")
        configuration.acceptsStructuredTokens = try members.flag("accept_structured_tokens", default: false)
    }
}
