//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// A call that failed, with what decides about another try.
struct OctoMationFault: Error {
    var error: PlatformError
    /// The HTTP status, where there was an answer.
    var httpStatus: Int?

    init(_ error: PlatformError, httpStatus: Int? = nil) {
        self.error = error
        self.httpStatus = httpStatus
    }

    init(fetch error: HTTPFetchError) {
        self.error =
            switch error.code {
            case .unreachable: PlatformError(.unreachable, "The platform can't be reached.", cause: error.cause)
            case .timedOut: PlatformError(.timedOut, "The platform did not answer in time.", cause: error.cause)
            case .tooLarge:
                PlatformError(.tooLarge, "The platform's answer is larger than allowed.", cause: error.cause)
            case .invalidRequest:
                PlatformError(.notConfigured, "The platform's address can't be used.", cause: error.cause)
            }
    }

    /// Whether the same call may well succeed a moment later.
    var mayPass: Bool {
        if let httpStatus { return (500...599).contains(httpStatus) }
        return error.code == .unreachable
    }
}
