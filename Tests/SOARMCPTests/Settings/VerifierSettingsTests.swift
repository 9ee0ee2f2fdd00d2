//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import Testing

@testable import soar_mcp

@Suite struct VerifierSettingsTests {
    private func list(_ text: String) throws -> [VerifierSettings] { try VerifierSettings.list(text) }

    @Test func everyKindIsRead() throws {
        let settings = try list(
            """
            [{"type": "database"}, {"type": "static", "file": "t.json"},
             {"type": "jwt", "issuer": "https://i.example", "audience": ["a", "b"], "clock_skew": 5,
              "maximum_lifetime": 60, "token_type": "any", "algorithms": ["RS256"], "tenant_claim": "t",
              "name_claim": "n", "client_claim": "c", "requires_profile_claims": true, "jwks_url": "https://i.example/k", "algorithm": "RS256"},
             {"type": "introspection", "url": "https://i.example/in", "client_id": "me", "client_secret_file": "s",
              "audience": "a", "authentication": "post", "accept_structured_tokens": true}]
            """)
        #expect(settings.map(\.kind) == [.database, .static, .jwt, .introspection])
        guard case .jwt(let jwt) = settings[2], case .introspection(let introspection) = settings[3] else {
            Issue.record("other kinds were read")
            return
        }
        #expect(jwt.audiences == ["a", "b"])
        #expect(jwt.keys == .keySetURL("https://i.example/k", algorithm: .rs256))
        #expect(jwt.policy.algorithms == [.rs256])
        #expect(jwt.policy.type == .any)
        #expect(jwt.policy.clockSkew == .seconds(5))
        #expect(jwt.policy.maximumLifetime == .seconds(60))
        #expect(jwt.policy.tenantClaim == "t")
        #expect(jwt.policy.clientClaim == "c")
        #expect(jwt.policy.nameClaim == "n")
        #expect(jwt.policy.requiresProfileClaims)
        #expect(introspection.configuration.authentication == .post)
        #expect(introspection.configuration.audiences == ["a"])
        #expect(introspection.configuration.acceptsStructuredTokens)
    }

    @Test func aSecretAllowsItsAlgorithmOnly() throws {
        let settings = try list(
            #"[{"type": "jwt", "issuer": "i", "audience": "a", "secret_file": "s", "algorithm": "HS384"}]"#)
        guard case .jwt(let jwt) = settings[0] else {
            Issue.record("another kind was read")
            return
        }
        #expect(jwt.keys == .secretFile("s", algorithm: .hs384))
        #expect(jwt.policy.algorithms == [.hs384])
    }

    @Test(arguments: [
        ("{", "no JSON"), ("{}", "no list"), ("[]", "no list"), ("[1]", "entry 1 is no object"),
        ("[{}]", "type is missing"),
        (#"[{"type": "ldap"}]"#, "type is missing or unknown"),
        (#"[{"type": "database", "x": 1}]"#, "\"x\" is unknown"),
        (#"[{"type": "database"}, {"type": "database"}]"#, "twice"), (#"[{"type": "static"}]"#, "file is missing"),
        (#"[{"type": "jwt", "audience": "a"}]"#, "issuer is missing"),
        (#"[{"type": "jwt", "issuer": "i"}]"#, "audience is missing"),
        (#"[{"type": "jwt", "isuer": "i"}]"#, "did you mean issuer?"),
        (#"[{"type": "jwt", "issuer": 1, "audience": "a"}]"#, "issuer is not a text"),
        (
            #"[{"type": "jwt", "issuer": "i", "audience": "a", "jwks_url": "u", "jwks_file": "f"}]"#,
            "exclude one another"
        ),
        (#"[{"type": "jwt", "issuer": "i", "audience": "a", "algorithms": ["none"]}]"#, "unknown one"),
        (
            #"[{"type": "jwt", "issuer": "i", "audience": "a", "secret_file": "s", "algorithm": "RS256"}]"#,
            "not for a secret"
        ),
        (#"[{"type": "jwt", "issuer": "i", "audience": "a", "token_type": "id"}]"#, "token_type is"),
        (#"[{"type": "jwt", "issuer": "i", "audience": "a", "clock_skew": 601}]"#, "clock_skew is no number"),
        (#"[{"type": "jwt", "issuer": "i", "audience": "a", "clock_skew": "5"}]"#, "clock_skew is no number"),
        (#"[{"type": "jwt", "issuer": "i", "audience": "a", "requires_profile_claims": 1}]"#, "neither true nor false"),
        (
            #"[{"type": "introspection", "client_id": "c", "client_secret_file": "s", "audience": "a"}]"#,
            "url is missing"
        ),
        (
            #"[{"type": "introspection", "url": "u", "client_id": "c", "client_secret_file": "s"}]"#,
            "audience is missing"
        ),
        (
            #"[{"type": "jwt", "issuer": "i", "audience": "a", "jwks_url": "u", "key_id": "k"}]"#,
            "key_id does not apply"
        ),
        (#"[{"type": "jwt", "issuer": "i", "audience": "a", "key_id": "k"}]"#, "key_id does not apply"),
        (
            #"[{"type": "jwt", "issuer": "i", "audience": "a", "jwks_file": "f", "allow_private_addresses": true}]"#,
            "allow_private_addresses does not apply"
        ),
        (#"[{"type": "jwt", "issuer": "i", "audience": "a", "algorithm": "HS256"}]"#, "algorithm is for a secret"),
        (
            #"[{"type": "jwt", "issuer": "i", "audience": "a", "algorithm": "PS256", "algorithms": ["RS256"]}]"#,
            "lacks PS256"
        ),
        ("[\(introspection("a")), \(introspection("b"))]", "introspection b stands behind introspection a"),
        ("[\(introspection("a")), {\"type\": \"database\"}]", "database stands behind introspection a"),
        ("[\(introspection("a")), {\"type\": \"static\", \"file\": \"f\"}]", "static f stands behind introspection a"),
        (
            "[\(introspection("a", ", \"accept_structured_tokens\": true")), {\"type\": \"jwt\", \"issuer\": \"i\", \"audience\": \"a\"}]",
            "jwt i stands behind introspection a"
        ),
    ]) func whatIsWrongIsNamed(_ text: String, _ words: String) {
        let fault = #expect(throws: SettingFault.self) { try list(text) }
        #expect(fault?.problem.english.contains(words) == true, "\(String(describing: fault?.problem.english))")
        #expect(fault?.accepted.english.isEmpty == false)
        #expect(fault?.problem.chinese.isEmpty == false)
    }

    private static func introspection(_ url: String, _ further: String = "") -> String {
        "{\"type\": \"introspection\", \"url\": \"\(url)\", \"client_id\": \"c\", \"client_secret_file\": \"s\", "
            + "\"audience\": \"a\"\(further)}"
    }

    @Test func whatIsNotInTheShadowOfAnotherIsTaken() throws {
        let jwt = "{\"type\": \"jwt\", \"issuer\": \"i\", \"audience\": \"a\"}"
        let database = "{\"type\": \"database\"}"
        let wide = Self.introspection("u", ", \"accept_structured_tokens\": true")
        #expect(try list("[\(database), \(Self.introspection("u")), \(jwt)]").count == 3)
        #expect(try list("[\(database), \(jwt), \(wide)]").count == 3)
    }

    @Test func yamlMayHoldTheList() throws {
        let layer = try ConfigurationFile.yaml(
            """
            mcp_port: 8080
            auth:
              - type: database
              - type: jwt
                issuer: https://i.example
                audience: [https://soar.example/mcp]
                clock_skew: 30
                requires_profile_claims: true
            """, path: "c.yaml")
        let text = try #require(layer.values[.auth])
        let settings = try list(text)
        #expect(settings.map(\.name) == ["database", "jwt https://i.example"])
        #expect(layer.values[.mcpPort] == "8080")
    }

    @Test func yamlKeysThatAreThereTwiceAreRefused() {
        #expect(throws: SettingsError.self) {
            try ConfigurationFile.yaml("auth:\n  - type: database\n    type: jwt\n", path: "c.yaml")
        }
    }
}
