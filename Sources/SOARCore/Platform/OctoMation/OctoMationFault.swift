//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// A call that failed, with what decides about another try.
struct OctoMationFault: Error {
    var error: PlatformError
    /// The HTTP status, where there was an answer.
    var httpStatus: Int?
    /// Whether the same call may well succeed a moment later.
    let mayPass: Bool

    init(_ error: PlatformError, httpStatus: Int? = nil) {
        self.error = error
        self.httpStatus = httpStatus
        mayPass = (500...599).contains(httpStatus ?? 0)
    }

    init(fetch error: HTTPFetchError) {
        mayPass = error.code == .unreachable
        self.error =
            switch error.code {
            case .unreachable: PlatformError(.unreachable, "The platform can't be reached.", cause: error.cause)
            case .untrusted:
                PlatformError(
                    .unreachable,
                    "The platform's certificate is not trusted. Name a file with its authority, or turn verification off.",
                    cause: error.cause)
            case .timedOut: PlatformError(.timedOut, "The platform did not answer in time.", cause: error.cause)
            case .tooLarge:
                PlatformError(.tooLarge, "The platform's answer is larger than allowed.", cause: error.cause)
            case .invalidRequest:
                PlatformError(.notConfigured, "The platform's address can't be used.", cause: error.cause)
            }
    }

}
