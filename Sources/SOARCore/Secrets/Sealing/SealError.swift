//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Why a secret could not be sealed or opened.
///
/// Two errors are equal when their codes are. No message holds a key or a secret.
public struct SealError: Error, Sendable, CustomStringConvertible {
    /// The kinds of fault; more may come.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Kind: String { case noKey, unknownKey, invalidKey, damaged, unavailable }
        private var kind: Kind
        private init(_ kind: Kind) { self.kind = kind }

        /// There is no key at all.
        public static let noKey = Code(.noKey)
        /// The value was sealed with a key that is not there.
        public static let unknownKey = Code(.unknownKey)
        /// What is given as a key is none, or others can read it.
        public static let invalidKey = Code(.invalidKey)
        /// The value was changed, cut, or sealed for something else.
        public static let damaged = Code(.damaged)
        /// The key can't be read or written right now.
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

extension SealError: Equatable {
    public static func == (lhs: SealError, rhs: SealError) -> Bool { lhs.code == rhs.code }
}
