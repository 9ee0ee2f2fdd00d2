//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// What a schema may hold and what a check against it may cost.
public struct JSONSchemaLimits: Sendable {
    /// Schemas inside one another; the root counts as 1.
    public var maximumDepth = 64
    /// Schemas in all, those inside others included.
    public var maximumSubschemas = 5_000
    /// Length of one `pattern` in Unicode code points.
    public var maximumPatternLength = 2_000
    /// Instructions of all patterns together; a counted repetition takes as many as it counts.
    public var maximumPatternSize = 20_000
    /// Work of one check: about one step for a keyword, an element, a character of a pattern's text.
    public var maximumSteps = 1_000_000
    /// Schemas that are being applied inside one another during a check, through references too.
    public var maximumNesting = 400
    /// Violations that one check tells of.
    public var maximumViolations = 8

    public init() {}
}
