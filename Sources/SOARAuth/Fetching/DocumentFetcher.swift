//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
package import SOARCore

/// Reads a small public document of somebody else's server, and only where that is safe.
///
/// The host name is resolved once, its addresses are checked, and the connection goes to exactly the address that was
/// checked: a name that changes its mind in between leads nowhere. TLS checks the name all the same. No redirect is
/// followed, and a proxy is not supported: behind one the address that we would check is not the one that is asked.
package struct DocumentFetcher: Sendable {
    /// What one document may cost, and where it may come from.
    package struct Configuration: Sendable {
        /// Whether private and link-local networks may be asked.
        package var allowsPrivateAddresses = false
        /// Whom TLS connections trust.
        package var trust = TLSTrust.system
        /// How long making a connection may take, TLS included.
        package var connectTimeout: Duration = .seconds(2)
        /// How long all of it may take.
        package var timeout: Duration = .seconds(5)
        /// Bytes of the document at most.
        package var maximumBytes = 1024 * 1024
        /// Addresses of one host that are tried.
        package var maximumAddresses = 3

        package init() {}
    }

    private let configuration: Configuration
    private let resolver: HostResolver

    /// Makes a fetcher; it holds no connections.
    package init(_ configuration: Configuration = Configuration(), resolver: HostResolver = HostResolver()) {
        self.configuration = configuration
        self.resolver = resolver
    }

    /// Reads a document.
    ///
    /// - Parameters:
    ///   - url: Where it is.
    ///   - deadline: When there is no more time, for one of several documents; ``Configuration/timeout`` from now where
    ///     nothing is said.
    /// - Returns: The document.
    /// - Throws: ``DocumentFetchError``: anything but an answer of status 200, unencoded, in time and of fit length.
    package func fetch(
        _ url: ServerURL, by deadline: ContinuousClock.Instant? = nil
    ) async throws(DocumentFetchError) -> FetchedDocument {
        let clock = ContinuousClock()
        let end = deadline ?? clock.now + configuration.timeout
        var fault = DocumentFetchError(url, "no address was tried")
        for address in try await allowedAddresses(of: url, within: clock.now.duration(to: end)) {
            let left = clock.now.duration(to: end)
            guard left > .zero else { throw DocumentFetchError(url, "no answer in time") }
            do {
                return try document(try await ask(url, at: address, within: left), of: url)
            } catch let error as DocumentFetchError {
                throw error
            } catch {
                fault = DocumentFetchError(url, Self.words(for: error, at: address))
                // Only where nothing was sent does another address make a difference.
                guard (error as? HTTPFetchError)?.code == .unreachable, !Task.isCancelled else { throw fault }
            }
        }
        throw fault
    }

    private func allowedAddresses(
        of url: ServerURL, within limit: Duration
    ) async throws(DocumentFetchError) -> [IPAddress] {
        guard let all = await resolver.addresses(of: url.host, atMost: limit) else {
            throw DocumentFetchError(url, "the host name could not be resolved in time")
        }
        guard !all.isEmpty else { throw DocumentFetchError(url, "the host name has no address") }
        // One forbidden address among good ones is no accident that we should work around.
        let forbidden = all.first {
            !$0.isAllowed(saysLoopback: url.isLoopback, allowsPrivate: configuration.allowsPrivateAddresses)
        }
        if let forbidden {
            throw DocumentFetchError(
                url, "the host's address \(forbidden) is not allowed (\(forbidden.range.rawValue))")
        }
        return Array(all.prefix(configuration.maximumAddresses))
    }

    private func ask(_ url: ServerURL, at address: IPAddress, within limit: Duration) async throws -> HTTPFetchResponse
    {
        var client = AsyncHTTPClientFetcher.Configuration()
        client.trust = configuration.trust
        client.connectTimeout = configuration.connectTimeout
        if IPAddress(url.host) == nil { client.addresses = [url.host: address.description] }
        var limits = HTTPFetchLimits()
        limits.timeout = limit
        limits.maximumBodyBytes = configuration.maximumBytes
        var request = HTTPRequest(method: .get, scheme: url.scheme, authority: url.authority, path: url.target)
        request.headerFields[.accept] = "application/json, application/jwk-set+json"
        request.headerFields[.acceptEncoding] = "identity"
        return try await AsyncHTTPClientFetcher.withFetcher(client) { [request, limits] fetcher in
            try await fetcher.fetch(request, body: [], limits: limits)
        }
    }

    private func document(
        _ response: HTTPFetchResponse, of url: ServerURL
    ) throws(DocumentFetchError) -> FetchedDocument {
        let status = response.head.status.code
        guard status == 200 else {
            throw DocumentFetchError(url, "HTTP status \(status)", isNoDocument: (300..<500).contains(status))
        }
        guard response.head.isUnencoded else { throw DocumentFetchError(url, "the answer has a content encoding") }
        return FetchedDocument(bytes: response.body, lifetime: response.head.cacheLifetime)
    }

    private static func words(for error: any Error, at address: IPAddress) -> String {
        switch (error as? HTTPFetchError)?.code {
        case .timedOut: "no answer in time from \(address)"
        case .tooLarge: "the answer is too long"
        case .untrusted: "the certificate is not accepted"
        case .invalidRequest: "it can't be asked for"
        case .unreachable, nil: "\(address) can't be reached"
        }
    }
}

/// A document that was read.
package struct FetchedDocument: Sendable {
    package let bytes: [UInt8]
    /// How long its server lets it be kept (RFC 9111 §5.2.2.1); nil where it does not say.
    package let lifetime: Duration?
}

/// Why a document was not read.
package struct DocumentFetchError: Error, Hashable, Sendable {
    /// With the address and the reason; for the operator.
    package let message: String
    /// Whether the server is well, and there is simply no such document at that address.
    package let isNoDocument: Bool

    init(_ url: ServerURL, _ reason: String, isNoDocument: Bool = false) {
        message = "\(url): \(reason)"
        self.isNoDocument = isNoDocument
    }
}
