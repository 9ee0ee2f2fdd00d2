//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// The platform's word for a type whose values are credentials.
let passwordType = "PASSWORD"

/// Takes credentials out of what the platform tells.
///
/// Out goes the value of every object that calls itself a password, the value of every member whose name says that it
/// is a credential, and the token we ask with. The platform keeps JSON text in strings too, so that is looked into.
struct PasswordRedaction: Sendable {
    /// JSON text inside JSON text is looked into this often.
    static let maximumNestedTexts = 3

    private static let credentialNames: Set<String> = [
        "password", "passwd", "pwd", "passwordhistory", "salt", "secret", "clientsecret", "secretkey", "token",
        "hgtoken", "accesstoken", "refreshtoken", "apikey", "apitoken", "privatekey", "authorization",
    ]

    private let text: PlatformText

    init(_ text: PlatformText) { self.text = text }

    /// The value without credentials.
    func redacting(_ value: JSONValue) -> JSONValue { redacting(value, texts: 0) }

    private func redacting(_ value: JSONValue, texts: Int) -> JSONValue {
        switch value {
        case .object(let members): .object(redacting(members, texts: texts))
        case .array(let elements): .array(elements.map { redacting($0, texts: texts) })
        case .string(let string): .string(redacting(string, texts: texts))
        case .null, .bool, .integer, .double: value
        }
    }

    private func redacting(_ members: JSONObject, texts: Int) -> JSONObject {
        let isPassword = members["type"]?.stringValue?.uppercased() == passwordType
        var redacted = JSONObject()
        for (name, value) in members {
            let isCredential = isPassword && (name == "value" || name == "defaultValue") || Self.isCredential(name)
            redacted[name] = isCredential && !value.isNull ? .string(redactionMark) : redacting(value, texts: texts)
        }
        return redacted
    }

    /// Whether a name is a credential's, also with something before it (`new_password`, `db-secret`).
    private static func isCredential(_ name: String) -> Bool {
        let letters = name.lowercased().filter { $0.isLetter }
        return credentialNames.contains(letters) || ["password", "passwd", "secret"].contains { letters.hasSuffix($0) }
    }

    private func redacting(_ string: String, texts: Int) -> String {
        let string = text.hidingSecret(string)
        guard texts < Self.maximumNestedTexts, string.utf8.first.map({ $0 == 0x7B || $0 == 0x5B }) == true,
            let parsed = try? JSONParser.parse(string)
        else { return string }
        let redacted = redacting(parsed, texts: texts + 1)
        // What holds no credential keeps its own spelling.
        return redacted == parsed ? string : redacted.text()
    }
}
