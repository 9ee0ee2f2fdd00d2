//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension Tenant {
    /// The tenant as `--json` prints it; of the platform's token only whether there is one.
    var json: JSONObject {
        [
            "name": .string(id.rawValue), "displayName": .string(displayName), "state": .string(state.rawValue),
            "createdAt": .string(Timestamp.text(createdAt)),
            "platform": platform.map { platform in
                [
                    "url": .string(platform.url.description), "hasToken": .bool(platform.sealedToken != nil),
                    "verifiesCertificates": .bool(platform.verifiesCertificates),
                    "timeoutSeconds": .integer(platform.timeout.components.seconds),
                    "labels": JSONValue(platform.labels),
                ]
            } ?? .null,
            "executionLimits": .array(executionLimits.map { .string($0.description) }),
        ]
    }

    /// Says what it lacks to be of use.
    func printMissing(in context: CommandContext) {
        guard let platform else {
            guard id != .default else { return }
            return context.printRemark(
                Message(
                    "It has no platform yet: soar-mcp tenant set \(id) --platform-url URL --platform-token-stdin",
                    "尚无平台：soar-mcp tenant set \(id) --platform-url 地址 --platform-token-stdin"))
        }
        guard platform.sealedToken == nil else { return }
        context.printRemark(
            Message(
                "Its platform's token is missing: soar-mcp tenant set \(id) --platform-token-stdin",
                "缺少平台令牌：soar-mcp tenant set \(id) --platform-token-stdin"))
    }
}
