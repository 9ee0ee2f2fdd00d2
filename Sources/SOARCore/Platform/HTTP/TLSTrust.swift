//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

package import NIOSSL

/// Whom a TLS connection trusts.
///
/// Appliances commonly carry certificates of their own making, so both ways out are needed: a private authority, which
/// keeps the connection safe, and no check at all, which doesn't.
public struct TLSTrust: Sendable {
    /// What goes out with every request; made once, so that a bad file is found at the start.
    package let configuration: TLSConfiguration

    private init(_ configuration: TLSConfiguration) { self.configuration = configuration }

    /// The operating system's authorities; certificate and host name are checked.
    public static let system = TLSTrust(.makeClientConfiguration())

    /// No check: encrypted, but whoever is in between can read and change everything, the platform's token included.
    public static let unverified: TLSTrust = {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .none
        return TLSTrust(configuration)
    }()

    /// The operating system's authorities and the certificates in a file; certificate and host name are checked.
    ///
    /// - Parameter path: A file with one or more certificates in PEM form.
    /// - Returns: Trust in these and in the system's.
    /// - Throws: ``HTTPFetchError`` of the code ``HTTPFetchError/Code/invalidRequest`` where the file holds none.
    public static func systemAndAuthorities(inFile path: String) throws(HTTPFetchError) -> TLSTrust {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.additionalTrustRoots = [.certificates(try certificates(inFile: path))]
        return TLSTrust(configuration)
    }

    /// Only the certificates in a file; certificate and host name are checked.
    ///
    /// The file takes the place of the system's authorities: a private platform has no reason to trust all of them.
    ///
    /// - Parameter path: A file with one or more certificates in PEM form.
    /// - Returns: Trust in these and in nothing else.
    /// - Throws: ``HTTPFetchError`` of the code ``HTTPFetchError/Code/invalidRequest`` where the file holds none.
    public static func authorities(inFile path: String) throws(HTTPFetchError) -> TLSTrust {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = .certificates(try certificates(inFile: path))
        return TLSTrust(configuration)
    }

    private static func certificates(inFile path: String) throws(HTTPFetchError) -> [NIOSSLCertificate] {
        do {
            let certificates = try NIOSSLCertificate.fromPEMFile(path)
            guard !certificates.isEmpty else { throw HTTPFetchError(.invalidRequest) }
            return certificates
        } catch let error as HTTPFetchError {
            throw error
        } catch {
            throw HTTPFetchError(.invalidRequest, cause: error)
        }
    }
}
