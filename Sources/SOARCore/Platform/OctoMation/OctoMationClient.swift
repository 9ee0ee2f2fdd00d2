//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import Logging

/// The OctoMation (HoneyGuide SOAR) Open API, version 1.1.0 and up.
///
/// Every call goes to the configured address and nowhere else: redirects are refused, so the token never leaves for
/// another host. Look-ups are tried again on a fault that may pass; starting a playbook never is.
public struct OctoMationClient: SOARPlatform {
    let configuration: Configuration
    let http: any HTTPFetching
    let logger: Logger
    let sleep: @Sendable (Duration) async throws -> Void

    /// Makes a client; nothing is sent before the first call.
    ///
    /// - Parameters:
    ///   - configuration: Where the platform is, who asks, and what a call may cost.
    ///   - http: The way out; it must not follow redirects.
    ///   - logger: Told about calls at debug and trace level, never about values.
    ///   - sleep: Waits between two tries; tests hand in one that doesn't.
    public init(
        configuration: Configuration, http: any HTTPFetching, logger: Logger,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.configuration = configuration
        self.http = http
        self.logger = logger
        self.sleep = sleep
    }
}
