//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
public import Hummingbird
import NIOCore
import SOARAuth
import SOARCore

/// `GET` and `HEAD /metrics`: the figures of the process, for Prometheus on the same machine.
///
/// Only a peer on this machine is answered, as long as nobody can log in: not one behind a proxy, and no web page that
/// has its own name lead here.
public struct MetricsRoute: Sendable {
    private let registry: PrometheusRegistry
    private let hosts: HostPolicy

    /// Makes the route.
    ///
    /// - Parameters:
    ///   - registry: Where the figures are.
    ///   - hosts: Under which names requests may come.
    public init(_ registry: PrometheusRegistry, hosts: HostPolicy = HostPolicy()) {
        self.registry = registry
        self.hosts = hosts
    }

    /// Adds the route.
    public func add<Context: RequestContext & RemoteAddressRequestContext>(to router: Router<Context>) {
        router.page("/metrics") { request, context in
            await answer(to: request.head, from: context.remoteAddress)
        }
    }

    func answer(to request: HTTPRequest, from peer: SocketAddress?) async -> HTTPAnswer {
        guard Self.isOfThisMachine(peer), !Self.isForwarded(request) else {
            return .refusal(
                .forbidden, "forbidden_peer",
                "Metrics are for this machine only: ask 127.0.0.1 or [::1] from here, and not by way of a proxy.")
        }
        guard let authority = request.authority, hosts.accepts(authority: authority) else {
            return .refusal(.forbidden, "forbidden_host", "This server does not answer to that host name.")
        }
        let format = PrometheusFormat(accept: request.headerFields[values: .accept])
        var answer = HTTPAnswer(status: .ok)
        answer.headers[.contentType] = format.contentType
        answer.headers[.cacheControl] = "no-store"
        answer.headers[.xContentTypeOptions] = "nosniff"
        answer.body = .bytes(Array(await registry.text(format).utf8))
        return answer
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
