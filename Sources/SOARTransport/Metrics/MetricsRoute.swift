//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
public import Hummingbird
import NIOCore
public import SOARAuth
import SOARCore

/// `GET` and `HEAD /metrics`: the figures of the process, for Prometheus.
///
/// A peer on this machine is answered: not one behind a proxy, and no web page that has its own name lead here. All
/// others need an administrator's token, in the header.
public struct MetricsRoute: Sendable {
    private let registry: PrometheusRegistry
    private let hosts: HostPolicy
    private let auth: (any AuthProvider)?

    /// Makes the route.
    ///
    /// - Parameters:
    ///   - registry: Where the figures are.
    ///   - hosts: Under which names requests without a token may come.
    ///   - auth: Knows administrators; without it nobody is answered on another machine.
    public init(_ registry: PrometheusRegistry, hosts: HostPolicy = HostPolicy(), auth: (any AuthProvider)? = nil) {
        self.registry = registry
        self.hosts = hosts
        self.auth = auth
    }

    /// Adds the route.
    public func add<Context: RequestContext & RemoteAddressRequestContext>(to router: Router<Context>) {
        router.page("/metrics") { request, context in
            await answer(to: request.head, from: context.remoteAddress)
        }
    }

    func answer(to request: HTTPRequest, from peer: SocketAddress?) async -> HTTPAnswer {
        if let refusal = await refusal(of: request, from: peer) { return refusal }
        let format = PrometheusFormat(accept: request.headerFields[values: .accept])
        var answer = HTTPAnswer(status: .ok)
        answer.headers[.contentType] = format.contentType
        answer.headers[.cacheControl] = "no-store"
        answer.headers[.xContentTypeOptions] = "nosniff"
        answer.body = .bytes(Array(await registry.text(format).utf8))
        return answer
    }

    private func refusal(of request: HTTPRequest, from peer: SocketAddress?) async -> HTTPAnswer? {
        let isFromHere = Self.isOfThisMachine(peer) && !Self.isForwarded(request)
        if isFromHere, let authority = request.authority, hosts.accepts(authority: authority) { return nil }
        if let auth, request.headerFields.contains(.authorization) {
            return await Self.refusal(of: request, from: peer?.ipAddress, by: auth)
        }
        guard isFromHere else {
            return .refusal(
                .forbidden, "forbidden_peer",
                "Ask 127.0.0.1 or [::1] from this machine, and not by way of a proxy"
                    + (auth == nil ? "." : ", or send the token of an administrator as 'Authorization: Bearer'."))
        }
        return .refusal(.forbidden, "forbidden_host", "This server does not answer to that host name.")
    }

    /// The figures are those of all tenants, so only the operator's own administrators get them.
    private static func refusal(
        of request: HTTPRequest, from peer: String?, by auth: any AuthProvider
    ) async -> HTTPAnswer? {
        do throws(AuthenticationFailure) {
            let caller = try await auth.authenticate(request, from: peer)
            if caller.scopes.contains(.admin), caller.tenant == .default { return nil }
            return .refusal(
                .forbidden, "insufficient_scope", "Metrics need a token of the tenant 'default' with the scope 'admin'."
            )
        } catch {
            return HTTPAnswer(error, challenge: auth.challenge(for: error))
        }
    }

    /// An address that is not known is a stranger's.
    private static func isOfThisMachine(_ peer: SocketAddress?) -> Bool {
        guard let text = peer?.ipAddress else { return false }
        // An IPv4 peer of an IPv6 socket.
        let mapped = "::ffff:"
        let address = IPAddress(text.lowercased().hasPrefix(mapped) ? String(text.dropFirst(mapped.count)) : text)
        return address?.range == .loopback
    }

    private static func isForwarded(_ request: HTTPRequest) -> Bool {
        request.headerFields.contains { field in
            field.name.canonicalName == "forwarded" || field.name.canonicalName.hasPrefix("x-forwarded-")
                || field.name.canonicalName == "x-real-ip" || field.name.canonicalName == "via"
        }
    }
}
