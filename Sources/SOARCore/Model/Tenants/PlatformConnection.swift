//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// How a tenant's platform is reached.
public struct PlatformConnection: Hashable, Sendable {
    /// The longest time for one call of the platform.
    public static let maximumTimeout: Duration = .seconds(300)
    /// Labels at most.
    public static let maximumLabels = 50
    /// Characters of a label at most.
    public static let maximumLabelLength = 50

    public var url: PlatformURL
    /// The platform's token, sealed for ``tokenPurpose(of:)``; nil where it is not known yet.
    ///
    /// Only who has the key can use it.
    public var sealedToken: String?
    public var verifiesCertificates = true
    /// One call's time, in whole seconds.
    public var timeout: Duration = .seconds(30)
    /// Playbooks with one of these labels are taken over.
    public var labels = ["MCP"]

    public init(url: PlatformURL) { self.url = url }

    /// What the token of a tenant's platform is sealed for: put beside another tenant it does not open.
    public static func tokenPurpose(of tenant: TenantID) -> String { "tenant/\(tenant)/platform_token" }
}

extension PlatformConnection: CustomStringConvertible {
    /// Without the token, though it is sealed.
    public var description: String { "\(url) (\(labels.joined(separator: ", ")))" }
}
