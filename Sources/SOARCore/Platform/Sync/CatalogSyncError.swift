//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Why the catalogue was not brought in line with the platform; it is as it was before.
///
/// Two errors are equal when their codes are.
public struct CatalogSyncError: Error, Sendable, CustomStringConvertible {
    /// The kinds of fault; more may come.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Kind: String { case notConfigured, platform, noPlaybooks, store, cancelled, alreadyRunning }
        private var kind: Kind
        private init(_ kind: Kind) { self.kind = kind }

        /// No platform is configured.
        public static let notConfigured = Code(.notConfigured)
        /// The platform did not tell its playbooks.
        public static let platform = Code(.platform)
        /// The platform told of no playbook at all, which is more likely a wrong label or right than the truth.
        public static let noPlaybooks = Code(.noPlaybooks)
        /// The catalogue could not be written.
        public static let store = Code(.store)
        /// It was called off, by a shutdown for example.
        public static let cancelled = Code(.cancelled)
        /// Another one is under way.
        public static let alreadyRunning = Code(.alreadyRunning)

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

    init(_ error: PlatformError) {
        self.init(error.code == .notConfigured ? .notConfigured : .platform, error.message, cause: error)
    }

    public var description: String { "\(code): \(message)" }
}

extension CatalogSyncError: Equatable {
    public static func == (lhs: CatalogSyncError, rhs: CatalogSyncError) -> Bool { lhs.code == rhs.code }
}
