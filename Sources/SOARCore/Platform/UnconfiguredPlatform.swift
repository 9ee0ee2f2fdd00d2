//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// The platform of an installation that has none yet: it answers every question with
/// ``PlatformError/Code/notConfigured``.
public struct UnconfiguredPlatform: SOARPlatform {
    private let error: PlatformError

    /// Makes one.
    ///
    /// - Parameter message: What is missing and where to enter it, for a person who can act on it.
    public init(message: String = "No SOAR platform is configured yet: its address and its token are needed.") {
        error = PlatformError(.notConfigured, message)
    }

    public func playbooks() async throws(PlatformError) -> [Playbook] { throw error }
    public func parameters(of playbook: PlaybookID) async throws(PlatformError) -> [PlaybookParameter] { throw error }
    public func execute(_ request: ExecutionRequest) async throws(PlatformError) -> ActivityID { throw error }
    public func status(of activity: ActivityID) async throws(PlatformError) -> ActivityStatus { throw error }
    public func result(of activity: ActivityID) async throws(PlatformError) -> JSONValue { throw error }
    public func applications() async throws(PlatformError) -> [Application] { throw error }
}
