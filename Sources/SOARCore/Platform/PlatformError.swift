//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Why the platform did not do what it was asked for.
///
/// ``message`` is for a model or a person who can act on it and holds nothing internal; ``cause`` is for the log.
public struct PlatformError: Error, Sendable, CustomStringConvertible {
    /// The kinds of fault; more may come.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Kind: String, CaseIterable {
            case notConfigured, unreachable, timedOut, http, business, unauthorized, notFound, unreadable, tooLarge
        }
        private var kind: Kind
        private init(_ kind: Kind) { self.kind = kind }

        /// No platform is configured.
        public static let notConfigured = Code(.notConfigured)
        /// No connection, or it broke.
        public static let unreachable = Code(.unreachable)
        /// No answer in time.
        public static let timedOut = Code(.timedOut)
        /// An HTTP status other than 200, redirects included.
        public static let http = Code(.http)
        /// The platform's own refusal, with its code.
        public static let business = Code(.business)
        /// The platform does not accept the configured credentials.
        public static let unauthorized = Code(.unauthorized)
        /// The platform has nothing of that id.
        public static let notFound = Code(.notFound)
        /// An answer that is not what the API documents.
        public static let unreadable = Code(.unreadable)
        /// An answer beyond the size limit.
        public static let tooLarge = Code(.tooLarge)

        /// All that there are now.
        public static let all: [Code] = Kind.allCases.map(Code.init)

        public var description: String { kind.rawValue }

        /// The same as a metric's label.
        public var label: String {
            kind.rawValue.reduce(into: "") { label, letter in
                label += letter.isUppercase ? "_\(letter.lowercased())" : String(letter)
            }
        }
    }

    public var code: Code
    public var message: String
    /// The platform's own code, where it gave one.
    public var platformCode: Int64?
    public var cause: (any Error)?

    public init(_ code: Code, _ message: String, platformCode: Int64? = nil, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.platformCode = platformCode
        self.cause = cause
    }

    public var description: String { "\(code): \(message)" }
}

extension PlatformError: Equatable {
    public static func == (lhs: PlatformError, rhs: PlatformError) -> Bool {
        lhs.code == rhs.code && lhs.platformCode == rhs.platformCode
    }
}
