//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// A revision of the Model Context Protocol, by its date.
public struct ProtocolRevision: RawRepresentable, Hashable, Sendable, Comparable, CustomStringConvertible {
    public var rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    /// Batches, no version header.
    public static let v2025_03_26 = ProtocolRevision(rawValue: "2025-03-26")
    /// Structured results, titles; no batches.
    public static let v2025_06_18 = ProtocolRevision(rawValue: "2025-06-18")
    /// The last one with a handshake.
    public static let v2025_11_25 = ProtocolRevision(rawValue: "2025-11-25")
    /// Stateless: every request says all there is to know.
    public static let v2026_07_28 = ProtocolRevision(rawValue: "2026-07-28")

    /// The revisions that are served, the newest first.
    public static let served: [ProtocolRevision] = [.v2026_07_28, .v2025_11_25, .v2025_06_18, .v2025_03_26]

    /// The newest one that begins with `initialize`.
    public static let newestWithHandshake = ProtocolRevision.v2025_11_25

    /// What a client speaks that names no revision (transports, "Protocol Version Header").
    public static let assumed = ProtocolRevision.v2025_03_26

    /// Whether this revision is served.
    public var isServed: Bool { Self.served.contains(self) }
    /// Whether every request carries its own `_meta`, and there is no handshake.
    public var isStateless: Bool { self >= .v2026_07_28 }
    /// Whether an array of messages may be sent.
    public var hasBatches: Bool { self == .v2025_03_26 }
    /// Whether tools, resources and prompts have a `title`.
    public var hasTitles: Bool { self >= .v2025_06_18 }
    /// Whether tools, resources and prompts have a `_meta`.
    public var hasFeatureMeta: Bool { self >= .v2025_06_18 }
    /// Whether hints about a content say when it was changed.
    public var hasLastModified: Bool { self >= .v2025_06_18 }
    /// Whether tools have an `outputSchema` and results `structuredContent`.
    public var hasStructuredContent: Bool { self >= .v2025_06_18 }
    /// Whether there are icons, and an implementation has a description and a website.
    public var hasIcons: Bool { self >= .v2025_11_25 }
    /// Whether a tool may answer with a link to a resource.
    public var hasResourceLinks: Bool { self >= .v2025_06_18 }
    /// Whether a client may be asked to have a form filled in.
    public var hasElicitation: Bool { self >= .v2025_06_18 }
    /// Whether a client may be asked to send the user to a page.
    public var hasURLElicitation: Bool { self >= .v2025_11_25 }
    /// Whether a client is told that the user is done with a page.
    public var hasPageNotice: Bool { self == .v2025_11_25 }
    /// Whether a stream begins with an id to come back with, so that a server may close it before its end.
    public var hasPrimedStreams: Bool { self == .v2025_11_25 }
    /// Whether a form may have defaults, titled choices and choices of several.
    public var hasRichForms: Bool { self >= .v2025_11_25 }
    /// Whether a client's model may be given tools.
    public var hasSamplingTools: Bool { self >= .v2025_11_25 }
    /// Whether a tool's schemas may use every keyword at every place, and `outputSchema` be of any type.
    public var hasAnySchemas: Bool { isStateless }
    /// Whether `structuredContent` may be something other than an object.
    public var hasAnyStructuredContent: Bool { isStateless }

    public var description: String { rawValue }

    /// The later date is greater.
    public static func < (lhs: ProtocolRevision, rhs: ProtocolRevision) -> Bool { lhs.rawValue < rhs.rawValue }
}
