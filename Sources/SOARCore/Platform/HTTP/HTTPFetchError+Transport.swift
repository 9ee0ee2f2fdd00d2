//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import AsyncHTTPClient

extension HTTPFetchError {
    /// What an error from the HTTP client means for somebody who waits for the answer.
    init(transport error: any Error) {
        switch error {
        case let error as HTTPFetchError:
            self = error
        case let error as HTTPClientError where Self.timeouts.contains(error):
            self.init(.timedOut, cause: error)
        case let error as HTTPClientError where Self.programmingFaults.contains(error):
            self.init(.invalidRequest, cause: error)
        default:
            self.init(.unreachable, cause: error)
        }
    }

    // A connection that could not be made in time is `unreachable`: nothing was sent.
    private static let timeouts: [HTTPClientError] = [.deadlineExceeded, .readTimeout, .writeTimeout]
    private static let programmingFaults: [HTTPClientError] = [.invalidURL, .emptyHost, .emptyScheme]
}
