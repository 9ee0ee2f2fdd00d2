//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARAuth
import SOARCore
import TestSupport
import Testing

@Suite("Verifiers of a running server", .timeLimit(.minutes(1)))
struct VerifierReloadTests {
    private static func wait(_ condition: () async throws -> Bool) async throws {
        let begun = ContinuousClock.now
        while try await !condition(), begun.duration(to: .now) < .seconds(10) {
            try await Task.sleep(for: .milliseconds(20))
        }
        #expect(try await condition())
    }

    /// A token of now.
    private static func token(_ issuer: TestIssuer) throws -> String {
        let now = Int64(Date().timeIntervalSince1970)
        return try issuer.token(claims: { claims in
            for (name, offset) in [("iat", Int64(0)), ("nbf", 0), ("exp", 600)] {
                claims[name] = .integer(now + offset)
            }
        })
    }

    @Test("keys in a file are read again on SIGHUP; a file that can't be used leaves them in force")
    func keyFile() async throws {
        try await withTemporaryFolder { folder in
            let (old, new) = (try TestIssuer([.es256], suffix: "-old"), try TestIssuer([.es256], suffix: "-new"))
            let file = URL(filePath: folder + "/keys.json")
            try Data(old.document()).write(to: file)
            let auth = """
                [{"type": "jwt", "issuer": "\(TestIssuer.name)", "audience": "\(TestIssuer.audience)", \
                "jwks_file": "\(file.path())"}]
                """
            try await withRunningServer(environment: ["AUTH": auth]) { server in
                #expect(try await server.client(Self.token(old)).call("tools/list").status == 200)
                #expect(try await server.client(Self.token(new)).call("tools/list").status == 401)
                try Data("{".utf8).write(to: file)
                server.send(SIGHUP)
                try await Self.wait { server.remarks.contains("Keys can't be read again") }
                #expect(try await server.client(Self.token(old)).call("tools/list").status == 200)
                try Data(new.document()).write(to: file)
                server.send(SIGHUP)
                try await Self.wait { try await server.client(Self.token(new)).call("tools/list").status == 200 }
                #expect(try await server.client(Self.token(old)).call("tools/list").status == 401)
            }
        }
    }

    @Test("one that can't be asked, and settings that don't fit, are told at the start, and the server serves")
    func warnings() async throws {
        try await withTemporaryFolder { folder in
            let secret = folder + "/secret"
            try Data("s3cret-of-the-client".utf8).write(to: URL(filePath: secret))
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: secret)
            let auth = """
                [{"type": "database"}, {"type": "introspection", "url": "http://127.0.0.1:1/", "client_id": "me", \
                "client_secret_file": "\(secret)", "audience": "a", "issuer": "https://i.example"}]
                """
            let environment = [
                "AUTH": auth, "PUBLIC_URL": "https://soar.example.com/mcp",
                "AUTHORIZATION_SERVERS": "https://other.example",
            ]
            try await withRunningServer(environment: environment) { server in
                try await Self.wait { server.remarks.contains("introspection http://127.0.0.1:1/ can't be asked") }
                #expect(server.remarks.contains("AUTH takes no tokens of it"))
                #expect(server.remarks.contains("does not accept the audience https://soar.example.com/mcp"))
                let token = try server.newToken("a")
                #expect(try await server.client(token).call("tools/list").status == 200)
                #expect(server.end().status == 0)
            }
        }
    }
}
