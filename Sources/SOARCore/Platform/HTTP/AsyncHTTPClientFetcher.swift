//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import AsyncHTTPClient
public import HTTPTypes
import NIOCore
import NIOHTTP1

/// ``HTTPFetching`` over AsyncHTTPClient: pooled connections, no redirects, no proxy, no decompression.
///
/// It lives inside ``withFetcher(_:_:)``, which closes its connections at the end.
public struct AsyncHTTPClientFetcher: HTTPFetching {
    private let client: HTTPClient
    private let trust: TLSTrust

    private init(client: HTTPClient, trust: TLSTrust) {
        self.client = client
        self.trust = trust
    }

    /// Runs something with a fetcher and closes the fetcher's connections afterwards, whether it throws or not.
    ///
    /// Run the services that fetch *inside* it: so they have ended before the connections do.
    ///
    /// - Throws: What the body throws, or what stands in the way of closing the connections.
    public static func withFetcher<Value>(
        _ configuration: Configuration = Configuration(), _ body: (AsyncHTTPClientFetcher) async throws -> Value
    ) async throws -> Value {
        try await HTTPClient.withHTTPClient(configuration: configuration.clientConfiguration) { client in
            try await body(AsyncHTTPClientFetcher(client: client, trust: configuration.trust))
        }
    }

    /// The same fetcher with another idea of whom to trust; for a setting that changes while the server runs.
    public func trusting(_ trust: TLSTrust) -> AsyncHTTPClientFetcher {
        AsyncHTTPClientFetcher(client: client, trust: trust)
    }

    public func fetch(
        _ request: HTTPRequest, body: [UInt8], limits: HTTPFetchLimits
    ) async throws(HTTPFetchError) -> HTTPFetchResponse {
        let clientRequest = try clientRequest(for: request, body: body)
        do {
            // The client's own deadline ends with the head of the answer; a body that trickles in would outlive it.
            return try await withThrowingTaskGroup(of: HTTPFetchResponse?.self) { group in
                defer { group.cancelAll() }
                group.addTask { try await exchange(clientRequest, maximumBodyBytes: limits.maximumBodyBytes) }
                group.addTask {
                    try await Task.sleep(for: limits.timeout)
                    return nil
                }
                guard let first = try await group.next(), let response = first else { throw HTTPFetchError(.timedOut) }
                return response
            }
        } catch {
            throw HTTPFetchError(transport: error)
        }
    }

    private func exchange(_ request: HTTPClientRequest, maximumBodyBytes: Int) async throws -> HTTPFetchResponse {
        let response = try await client.execute(request, deadline: .distantFuture)
        if let length = response.headers.first(name: "content-length").flatMap(Int.init), length > maximumBodyBytes {
            throw HTTPFetchError(.tooLarge)
        }
        var body: [UInt8] = []
        for try await chunk in response.body {
            guard chunk.readableBytes <= maximumBodyBytes - body.count else { throw HTTPFetchError(.tooLarge) }
            body.append(contentsOf: chunk.readableBytesView)
        }
        // A cancelled body ends like a complete one.
        try Task.checkCancellation()
        return HTTPFetchResponse(head: try head(of: response), body: body)
    }
}

extension AsyncHTTPClientFetcher {
    private func clientRequest(
        for request: HTTPRequest, body: [UInt8]
    ) throws(HTTPFetchError) -> HTTPClientRequest {
        guard let scheme = request.scheme, scheme == "http" || scheme == "https",
            let authority = request.authority, let path = request.path, path.hasPrefix("/")
        else { throw HTTPFetchError(.invalidRequest) }
        var converted = HTTPClientRequest(url: "\(scheme)://\(authority)\(path)")
        converted.method = HTTPMethod(rawValue: request.method.rawValue)
        converted.tlsConfiguration = trust.configuration
        for field in request.headerFields { converted.headers.add(name: field.name.rawName, value: field.value) }
        if !body.isEmpty { converted.body = .bytes(ByteBuffer(bytes: body)) }
        return converted
    }

    private func head(of response: HTTPClientResponse) throws(HTTPFetchError) -> HTTPResponse {
        let code = Int(response.status.code)
        guard (100...999).contains(code) else { throw HTTPFetchError(.unreachable) }
        var fields = HTTPFields()
        for (name, value) in response.headers {
            if let name = HTTPField.Name(name) { fields.append(HTTPField(name: name, value: value)) }
        }
        return HTTPResponse(status: HTTPResponse.Status(code: code), headerFields: fields)
    }
}
