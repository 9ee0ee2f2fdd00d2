//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport

extension EverythingServer {
    /// A text, a picture, one that changes and a family of them.
    static func resources(_ watched: WatchedResource) throws -> [MCPFeature] {
        [
            .resource(
                Resource(
                    "test://static-text", name: "static-text", title: "Static text",
                    description: "A text that never changes.", mimeType: "text/plain"
                ) { _ in
                    .text("This is the content of the static text resource.")
                }),
            .resource(
                Resource(
                    "test://static-binary", name: "static-binary", title: "Static picture",
                    description: "A picture that never changes.", mimeType: "image/png"
                ) { _ in
                    .blob(Samples.picture)
                }),
            .resource(
                Resource(
                    WatchedResource.uri, name: "watched-resource", title: "Watched resource",
                    description: "A text that changes.", mimeType: "text/plain"
                ) { _ in
                    .text(watched.text)
                }),
            .template(
                try ResourceTemplate(
                    "test://template/{id}/data", name: "template", title: "Template",
                    description: "Data by their number.", completions: ["id": .oneOf("1", "12", "123")]
                ) { values, _ in
                    let id = values["id"] ?? ""
                    let data: JSONValue = [
                        "id": .string(id), "templateTest": true, "data": .string("Data for ID: \(id)"),
                    ]
                    return .text(data.text())
                }),
        ]
    }
}
