//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Knows the platform of each tenant.
public protocol PlatformSource: Sendable {
    /// The platform that serves a tenant now.
    ///
    /// - Throws: ``PlatformError/Code/notConfigured`` where the tenant has none, ``PlatformError/Code/unreachable`` where
    ///   it can't be told right now.
    func platform(for tenant: TenantID) async throws(PlatformError) -> any SOARPlatform
}

/// One platform, the default tenant's: no other tenant gets anywhere near it.
public struct SinglePlatform: PlatformSource {
    private let platform: any SOARPlatform

    public init(_ platform: any SOARPlatform) { self.platform = platform }

    public func platform(for tenant: TenantID) async throws(PlatformError) -> any SOARPlatform {
        guard tenant == .default else { throw .noConnection }
        return platform
    }
}

/// One platform for whoever asks: for work that is for a single tenant in any case.
struct FixedPlatform: PlatformSource {
    let platform: any SOARPlatform

    func platform(for tenant: TenantID) async throws(PlatformError) -> any SOARPlatform { platform }
}

extension PlatformError {
    /// The tenant has no platform; the word isn't used, for who works alone has never met it.
    static var noConnection: PlatformError {
        PlatformError(.notConfigured, "No SOAR platform is configured for your team yet. Ask the operator.")
    }

    /// The tenant is switched off, so its platform serves nobody; the word isn't used here either.
    static var switchedOff: PlatformError {
        PlatformError(.notConfigured, "Your team is switched off here. Ask the operator.")
    }
}
