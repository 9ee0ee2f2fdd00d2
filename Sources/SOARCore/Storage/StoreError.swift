//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Why a store could not do what it was asked for.
///
/// Two errors are equal when their codes are.
public struct StoreError: Error, Sendable, CustomStringConvertible {
    /// The kinds of fault; more may come.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Kind: String { case unavailable, conflict, damaged, foreign, newer, invalid }
        private var kind: Kind
        private init(_ kind: Kind) { self.kind = kind }

        /// It can't be asked right now: locked, full, gone.
        ///
        /// What was asked for did not happen.
        public static let unavailable = Code(.unavailable)
        /// Something of that name is there already.
        public static let conflict = Code(.conflict)
        /// The file is not a sound database.
        public static let damaged = Code(.damaged)
        /// The file is a database, but not one of ours.
        public static let foreign = Code(.foreign)
        /// The file was made by a newer version of this program.
        public static let newer = Code(.newer)
        /// The file or the value can't be used, for the reason given.
        public static let invalid = Code(.invalid)

        public var description: String { kind.rawValue }
    }

    public var code: Code
    /// What is wrong and what to do about it, for the operator.
    public var message: String
    /// The error underneath; for the log only.
    public var cause: (any Error)?

    public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    public var description: String { "\(code): \(message)" }
}

extension StoreError: Equatable {
    public static func == (lhs: StoreError, rhs: StoreError) -> Bool { lhs.code == rhs.code }
}
