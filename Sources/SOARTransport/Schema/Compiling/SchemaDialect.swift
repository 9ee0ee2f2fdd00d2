//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// The dialects of JSON Schema that are served.
enum SchemaDialect: Sendable {
    case draft202012, draft7

    /// The dialect of that `$schema`; nil where it is not served.
    init?(uri: String) {
        let address = uri.hasSuffix("#") ? String(uri.dropLast()) : uri
        switch address {
        case "https://json-schema.org/draft/2020-12/schema", "http://json-schema.org/draft/2020-12/schema":
            self = .draft202012
        case "http://json-schema.org/draft-07/schema", "https://json-schema.org/draft-07/schema":
            self = .draft7
        default: return nil
        }
    }

    static let served = "https://json-schema.org/draft/2020-12/schema and http://json-schema.org/draft-07/schema#"
}
