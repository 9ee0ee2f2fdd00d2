//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import CoreMetrics
public import SOARCore

/// Counts and times the calls of all tenants' platforms together: whose they are is no label, for there may be many.
public struct MeteringPlatformSource: PlatformSource {
    private let base: any PlatformSource
    /// Has the figures, which are made once.
    private let prototype: MeteringPlatform

    /// Makes the figures, once.
    ///
    /// - Parameters:
    ///   - base: Knows the platforms.
    ///   - factory: Where the figures go.
    public init(_ base: any PlatformSource, factory: any MetricsFactory) {
        self.base = base
        prototype = MeteringPlatform(UnconfiguredPlatform(), factory: factory)
    }

    public func platform(for tenant: TenantID) async throws(PlatformError) -> any SOARPlatform {
        prototype.metering(try await base.platform(for: tenant))
    }
}
