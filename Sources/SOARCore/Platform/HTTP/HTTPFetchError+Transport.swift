//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import AsyncHTTPClient
import NIOSSL

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
            self.init(Self.isRefusedCertificate(error) ? .untrusted : .unreachable, cause: error)
        }
    }

    // A connection that could not be made in time is `unreachable`: nothing was sent.
    private static let timeouts: [HTTPClientError] = [.deadlineExceeded, .readTimeout, .writeTimeout]
    /// Whether it was us who ended the handshake, over the certificate or the name in it.
    private static func isRefusedCertificate(_ error: any Error) -> Bool {
        if let error = error as? NIOSSLExtraError { return error == .failedToValidateHostname }
        // BoringSSL tells its reason only in words.
        guard case .handshakeFailed(let reason) = error as? NIOSSLError else { return false }
        return "\(reason)".contains("CERTIFICATE_VERIFY_FAILED")
    }

    private static let programmingFaults: [HTTPClientError] = [.invalidURL, .emptyHost, .emptyScheme]
}
