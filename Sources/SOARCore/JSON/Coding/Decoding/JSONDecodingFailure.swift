//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Why a JSON value is not the Swift value that was asked for, in words for a person or a model to put it right.
///
/// A type that checks more than its shape may throw one from its `init(from:)`; the place is filled in.
public struct JSONDecodingFailure: Error, Hashable, Sendable {
    /// The kinds of failure.
    public enum Problem: Hashable, Sendable {
        /// There is no value, and one is required.
        case missing
        /// There is a value that is none of those accepted; of a text at most 40 characters are found here.
        case unacceptable(found: String)
        /// The type itself refused the value, and these are its words; empty where it has none.
        case refused(reason: String)
    }

    /// Where in the value, as people write it: `filter.tags[2]`; empty for the root.
    public var place: String
    /// What is wrong.
    public var problem: Problem
    /// What is accepted there, such as "an integer from 0 to 255"; nil where that is not known.
    public var accepted: String?

    /// Makes a failure.
    ///
    /// - Parameters:
    ///   - problem: What is wrong.
    ///   - accepted: What is accepted, to be read after "must be".
    ///   - place: Where; empty for the value that is being decoded.
    public init(_ problem: Problem, accepted: String? = nil, place: String = "") {
        self.place = place
        self.problem = problem
        self.accepted = accepted
    }
}

extension JSONDecodingFailure: CustomStringConvertible {
    /// One sentence without its full stop, such as `'limit' must be an integer from 0 to 255, not "ten"`.
    public var description: String {
        let subject = place.isEmpty ? "The value" : "'\(place)'"
        return switch (problem, accepted) {
        case (.missing, let accepted?): "\(subject) is missing; it must be \(accepted)"
        case (.missing, nil): "\(subject) is missing"
        case (.unacceptable(let found), let accepted?): "\(subject) must be \(accepted), not \(found)"
        case (.unacceptable(let found), nil): "\(subject) can't be \(found)"
        case (.refused(""), let accepted): "\(subject) is not accepted" + (accepted.map { "; it must be \($0)" } ?? "")
        case (.refused(let reason), _): "\(subject) is not accepted: \(reason)"
        }
    }
}
