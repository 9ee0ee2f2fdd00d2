//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// One piece of a tool's answer (MCP schema `ContentBlock`).
public enum ContentBlock: Hashable, Sendable {
    case text(String)
    /// Data in base64 and its media type.
    case image(data: [UInt8], mimeType: String)
    case audio(data: [UInt8], mimeType: String)
    /// A resource's text right in the answer.
    case embeddedText(uri: String, mimeType: String, text: String)

    var json: JSONValue {
        switch self {
        case .text(let text):
            ["type": "text", "text": .string(text)]
        case .image(let data, let mimeType):
            ["type": "image", "data": .string(Base64.encode(data)), "mimeType": .string(mimeType)]
        case .audio(let data, let mimeType):
            ["type": "audio", "data": .string(Base64.encode(data)), "mimeType": .string(mimeType)]
        case .embeddedText(let uri, let mimeType, let text):
            [
                "type": "resource",
                "resource": ["uri": .string(uri), "mimeType": .string(mimeType), "text": .string(text)],
            ]
        }
    }
}
