//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import HTTPTypes
import SOARAuth
import SOARCore

/// The peers that may say for whom they speak, in `X-Forwarded-For` and `X-Forwarded-Proto`.
///
/// From everybody else these fields are what they are: text that anyone can send. Each proxy puts the address it was
/// called from behind those that it was told, so the list is read from its end, and the first address that is no
/// proxy's is the client's.
public struct TrustedProxies: Hashable, Sendable {
    /// A range that can't be read.
    public struct InvalidRange: Error, Hashable {
        public var text: String

        public init(text: String) { self.text = text }
    }

    /// Addresses that are looked at in one request; what is further away counts as unsaid.
    static let maximumHops = 16

    private var networks: [AddressBlock] = []
    private var trustsSocket = false

    /// Nobody speaks for others.
    public static let none = TrustedProxies()

    private init() {}

    /// Reads ranges, as `10.0.0.0/8`, `fd00::/8` or one address; `unix` stands for whoever uses a Unix-domain socket.
    ///
    /// - Throws: ``InvalidRange`` for the first one that can't be read.
    public init(_ ranges: some Sequence<String>) throws(InvalidRange) {
        for range in ranges {
            if range == ClientAddress.socketPeer {
                trustsSocket = true
            } else if let network = AddressBlock(range) {
                networks.append(network)
            } else {
                throw InvalidRange(text: range)
            }
        }
    }

    /// Who sent a request.
    ///
    /// - Parameters:
    ///   - peer: The address on the other side of the socket in digits, or ``ClientAddress/socketPeer``.
    ///   - isSecure: Whether that connection is encrypted.
    ///   - fields: The request's.
    /// - Returns: The client, or the peer where it speaks for nobody; nil where there is no peer.
    public func client(peer: String?, isSecure: Bool, fields: HTTPFields) -> ClientAddress? {
        guard let peer else { return nil }
        var client = ClientAddress(peer, isSecure: isSecure)
        guard !networks.isEmpty || trustsSocket, speaksForOthers(peer) else { return client }
        if let proto = Self.elements(of: fields[values: .forwardedProto]).last {
            client.isSecure = proto.lowercased() == "https"
        }
        for element in Self.elements(of: fields[values: .forwardedFor]).suffix(Self.maximumHops).reversed() {
            guard let address = Self.address(element) else { break }
            client.text = address.description
            guard isTrusted(address) else { break }
        }
        return client
    }

    private func speaksForOthers(_ peer: String) -> Bool {
        if peer == ClientAddress.socketPeer { return trustsSocket }
        return IPAddress(peer).map { isTrusted($0.unmapped) } ?? false
    }

    private func isTrusted(_ address: IPAddress) -> Bool { networks.contains { $0.contains(address) } }

    private static func elements(of values: [String]) -> [Substring] {
        values.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }.map { $0.trimmingBlanks() }
    }

    /// The address of an element: some proxies add the port.
    private static func address(_ element: Substring) -> IPAddress? {
        if element.hasPrefix("[") {
            return element.dropFirst().prefix { $0 != "]" }.asAddress
        }
        if element.count(where: { $0 == ":" }) == 1 { return element.prefix { $0 != ":" }.asAddress }
        return element.asAddress
    }
}

extension HTTPField.Name {
    fileprivate static let forwardedFor = Self("X-Forwarded-For") ?? .via
    fileprivate static let forwardedProto = Self("X-Forwarded-Proto") ?? .via
}

extension Substring {
    fileprivate var asAddress: IPAddress? { IPAddress(String(self))?.unmapped }

    fileprivate func trimmingBlanks() -> Substring {
        let isBlank = { (character: Character) in character == " " || character == "\t" }
        let start = drop(while: isBlank)
        return start[..<(start.lastIndex { !isBlank($0) }.map(start.index(after:)) ?? start.startIndex)]
    }
}
