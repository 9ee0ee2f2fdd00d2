//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// How a connection is stored, and recorded: without its token.
extension PlatformConnection {
    /// A stored connection that can't be read: who can't tell where a platform is asks none.
    struct Unreadable: Error {}

    var json: JSONObject {
        [
            "url": .string(url.description), "verifiesCertificates": .bool(verifiesCertificates),
            "timeoutSeconds": .integer(timeout.components.seconds), "labels": JSONValue(labels),
        ]
    }

    init(json text: String, sealedToken: String?) throws {
        let members = try JSONParser.parse(text)
        guard let url = members["url"]?.stringValue.flatMap(PlatformURL.init),
            let verifies = members["verifiesCertificates"]?.boolValue,
            let seconds = members["timeoutSeconds"]?.integerValue, let labels = members["labels"]?.arrayValue
        else { throw Unreadable() }
        self.init(url: url)
        self.sealedToken = sealedToken
        verifiesCertificates = verifies
        timeout = .seconds(seconds)
        self.labels = labels.compactMap(\.stringValue)
        guard self.labels.count == labels.count else { throw Unreadable() }
    }
}
