//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import Foundation

extension OctoMationClient {
    /// Where the platform is, who asks, and what a call may cost.
    public struct Configuration: Sendable {
        /// The platform's address; a path in it is kept in front of every call's.
        public var baseURL: PlatformURL
        /// The token for the header `hg-token`, made in the platform with a role.
        public var token: Secret<String>
        /// Which playbooks are asked for: those that carry at least one of these labels; all where it is empty.
        public var labels = ["MCP"]
        /// One call's time, from the first byte out to the last byte in; each try has its own.
        public var timeout: Duration = .seconds(30)
        /// Where playbooks are started.
        public var executionPath = ExecutionPath.documented
        /// The zone of times that come without one.
        public var timeZone = TimeZone(identifier: "Asia/Shanghai") ?? .gmt
        /// The waits before a look-up's second and third try; what goes beyond ``maximumRetries`` is left out.
        public var retryDelays: [Duration] = [.milliseconds(250), .seconds(1)]
        /// How many objects one page holds.
        public var pageSize = 100
        /// How many pages are read at most.
        public var maximumPages = 100
        /// The answer's length in bytes for a list.
        public var maximumListBytes = 32 * 1024 * 1024
        /// The answer's length in bytes for an execution's result.
        public var maximumResultBytes = 16 * 1024 * 1024
        /// The answer's length in bytes for everything else.
        public var maximumAnswerBytes = 1024 * 1024

        /// How often a look-up is tried again at most.
        public static let maximumRetries = 2

        /// Makes a configuration with the defaults beside the two that have none.
        public init(baseURL: PlatformURL, token: Secret<String>) {
            self.baseURL = baseURL
            self.token = token
        }
    }

    /// Where playbooks are started.
    ///
    /// The documentation and the predecessor name different paths. HTTP status 404 on one means that nothing was
    /// started there, so it is followed by one call of the other.
    public struct ExecutionPath: Hashable, Sendable {
        let segments: [String]
        let alternative: [String]

        /// `/odp/core/v1/api/event/execution`, from the API's documentation.
        public static let documented = ExecutionPath(segments: long, alternative: short)
        /// `/api/event/execution`, which the predecessor uses.
        public static let predecessor = ExecutionPath(segments: short, alternative: long)

        private static let long = ["odp", "core", "v1", "api", "event", "execution"]
        private static let short = ["api", "event", "execution"]
    }
}
