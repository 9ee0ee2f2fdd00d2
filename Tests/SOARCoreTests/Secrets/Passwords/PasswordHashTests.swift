//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Testing

@testable import SOARCore

@Suite("Password hashes")
struct PasswordHashTests {
    /// Made with Python's bcrypt 5.0.0, as the predecessor made its own.
    static let bcryptHashes = [
        ("correct horse 9!", "$2b$04$1Xg3vIrtz8y0qCmc7tyafuQgtfk0hWYqIhMyFbWbnvoUhOLMkfmkq"),
        ("correct horse 9!", "$2a$04$bQ3q1CfpcVgQGYyHIgVfmujEgWYOGjWNq35.PkBgEH96ZumzuRrPe"),
        ("密码 Grüße", "$2b$04$NczLDYbHudO6skO5CBOPkeXqxAbh8CjosdVfMkwd/8Srpfyw4czAO"),
        ("Adm1n!pass#9", "$2b$12$UbOSgJaGnhjxhC/QmiwGIeBkO3IhPzbs9DFcvGlEIyW2y1oEzzQr."),
    ]

    @Test("know their password and no other, and are made anew each time")
    func scrypt() throws {
        let hash = try PasswordHash(of: Secret("correct horse 9!"))
        #expect(hash.text.hasPrefix("$scrypt$ln=15,r=8,p=3$") && !hash.isOutdated)
        #expect(try PasswordHash(of: Secret("correct horse 9!")) != hash)
        let stored = try #require(PasswordHash(hash.text))
        #expect(stored == hash)
        #expect(try stored.matches(Secret("correct horse 9!")))
        for wrong in ["correct horse 9", "correct horse 9! ", "Correct horse 9!", "", "\0"] {
            let matches = try stored.matches(Secret(wrong))
            #expect(!matches, "\(wrong)")
        }
        var dumped = ""
        dump(hash, to: &dumped)
        #expect(!dumped.contains("$scrypt") && "\(hash)" == "PasswordHash(scrypt)")
    }

    @Test("are those that others compute, and due for a better one where they cost less")
    func foreign() throws {
        // Made with Python's hashlib.scrypt.
        let text = "$scrypt$ln=10,r=8,p=16$MDEyMzQ1Njc4OWFiY2RlZg$ynRJRgwGaJzSbUdcEhW0JdV/TO9apbD0EbHus7zy6hM"
        let hash = try #require(PasswordHash(text))
        #expect(try hash.matches(Secret("correct horse 9!")))
        #expect(try !hash.matches(Secret("correct horse 9?")))
        #expect(hash.isOutdated)
    }

    @Test("of bcrypt are checked, and due for a better one", arguments: bcryptHashes)
    func bcrypt(_ password: String, _ text: String) throws {
        let hash = try #require(PasswordHash(text))
        #expect(hash.isOutdated)
        guard hash.isSupported else { return }
        #expect(try hash.matches(Secret(password)))
        #expect(try !hash.matches(Secret(password + "x")))
        #expect(try PasswordHash("$2y$" + text.dropFirst(4))?.matches(Secret(password)) == true)
    }

    @Test(
        "of other forms and of absurd cost are none",
        arguments: [
            "", "plain", "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8",
            "$2b$31$1Xg3vIrtz8y0qCmc7tyafuQgtfk0hWYqIhMyFbWbnvoUhOLMkfmkq",
            "$2x$04$1Xg3vIrtz8y0qCmc7tyafuQgtfk0hWYqIhMyFbWbnvoUhOLMkfmkq",
            "$2b$04$1Xg3vIrtz8y0qCmc7tyafuQgtfk0hWYqIhMyFbWbnvoUhOLMkfmk",
            "$scrypt$ln=25,r=8,p=3$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "$scrypt$ln=15,r=8,p=99$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "$6$salt$hash",
        ])
    func refused(_ text: String) { #expect(PasswordHash(text) == nil) }

    @Test(
        "are made of no password that nobody could type", arguments: ["", "a\0b", String(repeating: "x", count: 1025)])
    func unusable(_ password: String) {
        #expect(throws: PasswordFault.unusable) { try PasswordHash(of: Secret(password)) }
    }
}

@Suite("The administration's password")
struct AdminPasswordTests {
    @Test("is checked; an imported hash gets a better one after a good check, and only then")
    func rehash() async throws {
        let store = InMemoryStore()
        let admin = AdminPassword(store)
        #expect(try await !admin.isSet())
        #expect(try await !admin.check(Secret("correct horse 9!")))
        let imported = try #require(PasswordHash(PasswordHashTests.bcryptHashes[0].1))
        _ = try await store.setAdminPassword(
            StoredAdminPassword(hash: imported, changedAt: moment()), replacing: nil, by: nil)
        guard imported.isSupported else { return }
        #expect(try await !admin.check(Secret("wrong")))
        #expect(try await store.adminPassword()?.hash == imported)
        #expect(try await admin.check(Secret("correct horse 9!")))
        let better = try #require(try await store.adminPassword())
        #expect(!better.hash.isOutdated && better.changedAt == moment())
        #expect(try await admin.check(Secret("correct horse 9!")))
        #expect(try await store.adminPassword() == better)
    }

    @Test("has a least length")
    func short() async throws {
        let admin = AdminPassword(InMemoryStore())
        await #expect(throws: PasswordFault.unusable) {
            try await admin.set(Secret("elevenchars"), by: Operator("cli:test", at: moment()))
        }
        try await admin.set(Secret("twelve-chars"), by: Operator("cli:test", at: moment()))
        #expect(try await admin.check(Secret("twelve-chars")))
    }
}
