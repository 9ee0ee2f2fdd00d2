//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import TestSupport

extension HostileToken {
    /// Changes to the text of a right token, after which it is none (RFC 7515 §2, §3.1, §7.2; RFC 7516 §3.1).
    private static let changes: [(String, @Sendable ([String]) -> String)] = [
        ("four parts", { "\($0[0]).\($0[1]).\($0[2]).x" }),
        ("four parts, the last empty", { "\($0[0]).\($0[1]).\($0[2])." }),
        ("five parts, as a JWE has", { "\($0[0]).a.b.c.d" }),
        ("a dot before", { ".\($0[0]).\($0[1]).\($0[2])" }),
        ("empty header", { ".\($0[1]).\($0[2])" }),
        ("empty payload", { "\($0[0])..\($0[2])" }),
        ("empty signature", { "\($0[0]).\($0[1])." }),
        ("two dots", { _ in ".." }),
        ("10,000 dots", { _ in String(repeating: ".", count: 10_000) }),
        ("padding behind the header", { "\($0[0])=.\($0[1]).\($0[2])" }),
        ("padding behind the payload", { "\($0[0]).\($0[1])=.\($0[2])" }),
        ("padding behind the signature", { "\($0[0]).\($0[1]).\($0[2])==" }),
        ("plus in place of minus", { "\($0[0])+.\($0[1]).\($0[2])" }),
        ("slash in place of underscore", { "\($0[0]).\($0[1]).\($0[2])/" }),
        ("a space before", { " \($0[0]).\($0[1]).\($0[2])" }),
        ("a space behind", { "\($0[0]).\($0[1]).\($0[2]) " }),
        ("a space inside", { "\($0[0]). \($0[1]).\($0[2])" }),
        ("a line end behind", { "\($0[0]).\($0[1]).\($0[2])\n" }),
        ("a line end inside", { "\($0[0]).\($0[1].prefix(10))\r\n\($0[1].dropFirst(10)).\($0[2])" }),
        ("NUL behind", { "\($0[0]).\($0[1]).\($0[2])\u{0}" }),
        ("NUL inside", { "\($0[0])\u{0}.\($0[1]).\($0[2])" }),
        ("percent-encoded dot", { "\($0[0])%2E.\($0[1]).\($0[2])" }),
        ("a letter beyond ASCII", { "\($0[0]).\($0[1]).\($0[2])é" }),
        ("full-width letters", { "\($0[0]).\($0[1]).Ａ\($0[2])" }),
        ("bits that stand for nothing, in the signature", { "\($0[0]).\($0[1]).\(turned($0[2]))" }),
        (
            "JSON serialization",
            { "{\"protected\":\"\($0[0])\",\"payload\":\"\($0[1]).\",\"signature\":\"\($0[2]).\"}" }
        ),
        ("quotes around", { "\"\($0[0]).\($0[1]).\($0[2])\"" }),
        ("header in the clear", { "{\"alg\":\"ES256\"}.\($0[1]).\($0[2])" }),
        ("payload in the clear", { "\($0[0]).{\"sub\":\"root\"}.\($0[2])" }),
        ("a length that no bytes have", { "\($0[0]).\($0[1]).A" }),
        ("the scheme inside", { "Bearer \($0[0]).\($0[1]).\($0[2])" }),
        ("twice", { "\($0.joined(separator: ".")),\($0.joined(separator: "."))" }),
    ]

    static let encodings = changes.map { name, change in
        HostileToken(name, .malformedToken) { change(try $0.parts()) }
    }

    /// What is too long or too deep (RFC 8725 has no figures; the limits are ours).
    static let sizes: [HostileToken] = [
        HostileToken("17 KiB of claims", .malformedToken) {
            try $0.token(claim: "x", .string(String(repeating: "x", count: 17 * 1024)))
        },
        HostileToken("1 MiB", .malformedToken) { issuer in
            try issuer.parts().joined(separator: ".") + String(repeating: "A", count: 1024 * 1024)
        },
        HostileToken("a header of 12 KiB", .malformedToken) { issuer in
            "\(Base64URL.encode([UInt8](repeating: 0x20, count: 9000))).\(try issuer.parts()[1]).AAAA"
        },
        HostileToken("a signature of 8 KiB", .invalidSignature) { issuer in
            try issuer.token(.es256, signature: [UInt8](repeating: 1, count: 8192))
        },
        HostileToken("a claim nested 1,000 deep", .malformedToken) {
            try $0.token(claim: "x", raw: String(repeating: "[", count: 1000) + String(repeating: "]", count: 1000))
        },
    ]

    /// The same bytes with other bits where none are read: 64 bytes leave four in the last letter.
    private static func turned(_ text: String) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        guard let last = text.last, let place = alphabet.firstIndex(of: last) else { return text }
        return text.dropLast() + String(alphabet[place ^ 1])
    }
}
