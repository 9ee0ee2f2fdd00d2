//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Why a database could not be taken over; nothing was changed then.
///
/// Two errors are equal when their codes are.
public struct ImportError: Error, Sendable, CustomStringConvertible {
    /// The kinds of fault; more may come.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Kind: String { case foreign, damaged, changed, unavailable }
        private var kind: Kind
        private init(_ kind: Kind) { self.kind = kind }

        /// It is no database of the predecessor.
        public static let foreign = Code(.foreign)
        /// It is one, but not a sound one.
        public static let damaged = Code(.damaged)
        /// Somebody wrote to it meanwhile.
        public static let changed = Code(.changed)
        /// It can't be read right now.
        public static let unavailable = Code(.unavailable)

        public var description: String { kind.rawValue }
    }

    public var code: Code
    /// What is wrong and what to do about it, for the operator.
    public var message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { "\(code): \(message)" }
}

extension ImportError: Equatable {
    public static func == (lhs: ImportError, rhs: ImportError) -> Bool { lhs.code == rhs.code }
}
