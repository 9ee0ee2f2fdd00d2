//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import SOARTransport
import TestSupport
import Testing

@Suite("Trusted proxies")
struct TrustedProxiesTests {
    private static func fields(_ forwarded: [String], proto: String? = nil) throws -> HTTPFields {
        var fields = HTTPFields()
        let name = try #require(HTTPField.Name("X-Forwarded-For"))
        for value in forwarded { fields.append(HTTPField(name: name, value: value)) }
        if let proto { fields[try #require(HTTPField.Name("X-Forwarded-Proto"))] = proto }
        return fields
    }

    @Test(
        "the client is the last address that is no proxy's",
        arguments: [
            ([], "10.0.0.1"), (["203.0.113.7"], "203.0.113.7"), (["198.51.100.1, 203.0.113.7"], "203.0.113.7"),
            (["203.0.113.7, 10.0.0.9"], "203.0.113.7"), (["203.0.113.7", "10.0.0.9"], "203.0.113.7"),
            (["203.0.113.7:4711"], "203.0.113.7"), (["[2001:db8::1]:4711"], "2001:db8:0:0:0:0:0:1"),
            (["2001:db8::1"], "2001:db8:0:0:0:0:0:1"), (["::ffff:203.0.113.7"], "203.0.113.7"),
            (["10.0.0.8, 10.0.0.9"], "10.0.0.8"), (["203.0.113.7, unknown"], "10.0.0.1"),
            (["203.0.113.7, "], "10.0.0.1"), (["203.0.113.7, junk, 10.0.0.9"], "10.0.0.9"),
            (["1.2.3.4" + String(repeating: ", 10.0.0.2", count: 16)], "10.0.0.2"),
        ])
    func findsClient(_ forwarded: [String], _ expected: String) throws {
        let proxies = try TrustedProxies(["10.0.0.0/8"])
        let fields = try Self.fields(forwarded)
        for peer in ["10.0.0.1", "::ffff:10.0.0.1"] where expected != "10.0.0.1" || peer == "10.0.0.1" {
            #expect(proxies.client(peer: peer, isSecure: false, fields: fields)?.text == expected)
        }
    }

    @Test("nobody else is believed", arguments: ["203.0.113.9", "11.0.0.1", "unix", "::1", "stdio"])
    func believesNobodyElse(_ peer: String) throws {
        let fields = try Self.fields(["198.51.100.1"], proto: "https")
        for proxies in [TrustedProxies.none, try TrustedProxies(["10.0.0.0/8", "fd00::/8"])] {
            #expect(proxies.client(peer: peer, isSecure: false, fields: fields) == ClientAddress(peer))
        }
    }

    @Test("a proxy at the Unix-domain socket, and what it says of the connection", arguments: ["https", "http", nil])
    func socketPeer(_ proto: String?) throws {
        let proxies = try TrustedProxies(["unix"])
        let fields = try Self.fields(["198.51.100.1"], proto: proto)
        let client = proxies.client(peer: ClientAddress.socketPeer, isSecure: false, fields: fields)
        #expect(client == ClientAddress("198.51.100.1", isSecure: proto == "https"))
    }

    @Test(
        "ranges that say something else than they mean are refused", arguments: ["10.0.0.1/8", "x", "", "::/129", "1"])
    func refusesRange(_ range: String) {
        #expect(throws: TrustedProxies.InvalidRange(text: range)) { try TrustedProxies([range]) }
    }
}
