//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// A key set and how long its server lets it be kept.
struct LoadedKeySet: Sendable {
    let set: JSONWebKeySet
    let lifetime: Duration?
}

/// Reads a key set from where it is, or from where its issuer's metadata say it is.
struct KeySetLoader: Sendable {
    /// Where to begin.
    enum Location: Sendable {
        case url(ServerURL)
        case issuer(IssuerMetadata)

        init(url: String) throws(InvalidServerURL) { self = .url(try ServerURL(validating: url)) }

        init(issuer: String) throws(InvalidServerURL) { self = .issuer(try IssuerMetadata(issuer: issuer)) }
    }

    private let location: Location
    private let fetcher: DocumentFetcher
    private let timeout: Duration
    private let algorithm: JWSAlgorithm?

    init(_ location: Location, _ configuration: RemoteKeySet.Configuration) {
        self.location = location
        fetcher = DocumentFetcher(configuration.fetching)
        timeout = configuration.loadTimeout
        algorithm = configuration.algorithm
    }

    /// Reads the set; the metadata are read each time, for they may name another place by now.
    func load() async throws(KeySourceError) -> LoadedKeySet {
        let end = ContinuousClock.now + timeout
        return switch location {
        case .url(let url): try await keys(at: url, by: end)
        case .issuer(let metadata): try await keys(at: try await place(metadata, by: end), by: end)
        }
    }

    private func keys(
        at url: ServerURL, by end: ContinuousClock.Instant
    ) async throws(KeySourceError) -> LoadedKeySet {
        let document: FetchedDocument
        do throws(DocumentFetchError) {
            document = try await fetcher.fetch(url, by: end)
        } catch {
            throw KeySourceError(error.message)
        }
        let set: JSONWebKeySet
        do throws(KeySetError) {
            set = try JSONWebKeySet(decoding: document.bytes, algorithm: algorithm)
        } catch {
            throw KeySourceError("\(url): \(error.message)")
        }
        guard !set.keys.isEmpty else { throw KeySourceError("\(url): there is no usable key in it") }
        return LoadedKeySet(set: set, lifetime: document.lifetime)
    }

    /// Asks the well-known addresses in turn: the next one only where the server has no metadata at the last.
    private func place(
        _ metadata: IssuerMetadata, by end: ContinuousClock.Instant
    ) async throws(KeySourceError) -> ServerURL {
        var fault = KeySourceError("\(metadata.issuer): no metadata")
        for url in metadata.addresses {
            do throws(DocumentFetchError) {
                return try metadata.keySetURL(in: try await fetcher.fetch(url, by: end).bytes, from: url)
            } catch {
                fault = KeySourceError(error.message)
                guard error.isNoDocument else { throw fault }
            }
        }
        throw fault
    }
}
