//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Why a certificate and its key can't be used.
///
/// Two errors are equal when their codes are.
public struct CertificateError: Error, Sendable, CustomStringConvertible {
    /// The kinds of fault; more may come.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Kind: String { case unreadable, malformed, mismatch, expired, notYetValid }
        private var kind: Kind
        private init(_ kind: Kind) { self.kind = kind }

        /// A file is missing, can't be read, or is too long to be what it should be.
        public static let unreadable = Code(.unreadable)
        /// A file holds no certificate, or no private key, in PEM form.
        public static let malformed = Code(.malformed)
        /// The key is another certificate's.
        public static let mismatch = Code(.mismatch)
        /// The certificate's time is over.
        public static let expired = Code(.expired)
        /// The certificate's time is still to come.
        public static let notYetValid = Code(.notYetValid)

        public var description: String { kind.rawValue }
    }

    public var code: Code
    /// What is wrong, with the file's path; nothing of what is in it.
    public var message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { "\(code): \(message)" }
}

extension CertificateError: Equatable {
    public static func == (lhs: CertificateError, rhs: CertificateError) -> Bool { lhs.code == rhs.code }
}
