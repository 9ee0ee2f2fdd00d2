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

    init(_ location: Location, fetcher: DocumentFetcher) {
        self.location = location
        self.fetcher = fetcher
    }

    /// Reads the set; the metadata are read each time, for they may name another place by now.
    func load() async throws(KeySourceError) -> LoadedKeySet {
        switch location {
        case .url(let url): try await keys(at: url)
        case .issuer(let metadata): try await keys(at: try await place(metadata))
        }
    }

    private func keys(at url: ServerURL) async throws(KeySourceError) -> LoadedKeySet {
        let document = try await document(url)
        let set: JSONWebKeySet
        do throws(KeySetError) {
            set = try JSONWebKeySet(decoding: document.bytes)
        } catch {
            throw KeySourceError("\(url): \(error.message)")
        }
        guard !set.keys.isEmpty else { throw KeySourceError("\(url): there is no usable key in it") }
        return LoadedKeySet(set: set, lifetime: document.lifetime)
    }

    /// Asks the well-known addresses in turn: the next one only where the server has nothing at the last.
    private func place(_ metadata: IssuerMetadata) async throws(KeySourceError) -> ServerURL {
        var fault = KeySourceError("\(metadata.issuer): no metadata")
        for url in metadata.addresses {
            do throws(DocumentFetchError) {
                return try metadata.keySetURL(in: try await fetcher.fetch(url).bytes, from: url)
            } catch {
                fault = KeySourceError(error.message)
                guard let status = error.status, (400..<500).contains(status) else { throw fault }
            }
        }
        throw fault
    }

    private func document(_ url: ServerURL) async throws(KeySourceError) -> FetchedDocument {
        do throws(DocumentFetchError) {
            return try await fetcher.fetch(url)
        } catch {
            throw KeySourceError(error.message)
        }
    }
}
