//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Testing

@testable import SOARAuth

@Suite("Where a fetch may go")
struct AddressTests {
    @Test(
        "knows what an address is for",
        arguments: [
            ("8.8.8.8", IPAddress.Range.global), ("172.15.0.1", .global), ("172.32.0.1", .global),
            ("100.63.255.255", .global), ("100.128.0.1", .global), ("2606:4700::1111", .global),
            ("127.0.0.1", .loopback),
            ("127.255.255.254", .loopback), ("::1", .loopback), ("10.0.0.1", .privateUse), ("172.16.0.1", .privateUse),
            ("172.31.255.255", .privateUse), ("192.168.1.1", .privateUse), ("100.64.0.1", .privateUse),
            ("100.127.255.255", .privateUse), ("fc00::1", .privateUse), ("fdff::1", .privateUse),
            ("fec0::1", .privateUse),
            ("169.254.0.1", .linkLocal), ("fe80::1", .linkLocal), ("febf::1", .linkLocal),
            ("169.254.169.254", .metadata), ("168.63.129.16", .metadata), ("100.100.100.200", .metadata),
            ("fd00:ec2::254", .metadata), ("0.0.0.0", .reserved), ("0.1.2.3", .reserved), ("::", .reserved),
            ("224.0.0.1", .reserved), ("239.1.1.1", .reserved), ("ff02::1", .reserved), ("240.0.0.1", .reserved),
            ("255.255.255.255", .reserved), ("192.0.2.1", .reserved), ("198.18.0.1", .reserved),
            ("198.51.100.1", .reserved), ("203.0.113.1", .reserved), ("2001:db8::1", .reserved), ("2001::1", .reserved),
            ("2002:7f00:1::1", .reserved), ("::ffff:8.8.8.8", .reserved), ("::ffff:127.0.0.1", .reserved),
            ("::ffff:10.0.0.1", .reserved), ("::127.0.0.1", .reserved), ("64:ff9b::808:808", .global),
            ("64:ff9b::a00:1", .privateUse), ("64:ff9b::7f00:1", .reserved), ("64:ff9b::a9fe:a9fe", .metadata),
            ("64:ff9b:1::1", .reserved), ("3fff::1", .reserved), ("4000::1", .reserved),
        ])
    func ranges(text: String, range: IPAddress.Range) throws {
        let address = try #require(IPAddress(text))
        #expect(address.range == range)
        #expect(IPAddress(address.description) == address)
        #expect(address.isAllowed(saysLoopback: false, allowsPrivate: false) == (range == .global))
        let whenAllowed = [.global, .privateUse, .linkLocal].contains(range)
        #expect(address.isAllowed(saysLoopback: false, allowsPrivate: true) == whenAllowed)
        #expect(address.isAllowed(saysLoopback: true, allowsPrivate: true) == (range == .loopback))
    }

    @Test(
        "reads addresses strictly",
        arguments: ["", "1.2.3", "0x7f.0.0.1", "2130706433", "1.2.3.256", "::1%lo", "[::1]"])
    func strict(text: String) { #expect(IPAddress(text) == nil) }

    @Test(
        "refuses an address that is not plain HTTPS, or HTTP on this machine",
        arguments: [
            "http://issuer.example/keys", "ftp://issuer.example/", "https://user@issuer.example/",
            "https://user:secret@issuer.example/", "https://issuer.example/#part", "https:///keys", "issuer.example",
            "https://issuer.example:0/", "https://issuer.example:70000/", "https://issuer%2eexample/", "https://[::1",
            "https://iss uer/", "https://issuer.example/\\x", "http://127.1/", "http://2130706433/", "http://10.0.0.1/",
            "http://localhost.example/", "http://[::ffff:127.0.0.1]/", "", "https://f\u{F6}.example/",
        ])
    func urls(text: String) {
        let error = #expect(throws: InvalidServerURL.self) { try ServerURL(validating: text) }
        #expect(error?.message.contains("secret") == false)
    }

    @Test("takes HTTPS anywhere and HTTP on this machine")
    func goodURLs() throws {
        let keys = try ServerURL(validating: "https://Issuer.example:8443/a/b?p=1")
        #expect(keys.host == "issuer.example" && keys.authority == "issuer.example:8443" && keys.target == "/a/b?p=1")
        #expect("\(keys)" == "https://issuer.example:8443/a/b")
        for text in ["http://localhost:1/", "http://127.0.0.1", "http://[::1]:9/x", "http://127.9.9.9/"] {
            #expect(try ServerURL(validating: text).isLoopback)
        }
    }

    @Test(
        "refuses forbidden addresses before anything is sent",
        arguments: [
            "https://10.0.0.1/", "https://169.254.169.254/latest/meta-data", "https://[fd00:ec2::254]/",
            "https://[::]/",
            "https://0.0.0.0/", "https://[::ffff:127.0.0.1]/", "https://192.168.0.1/", "https://2130706433/",
            "https://127.1/", "https://0x7f000001/",
        ])
    func fetcherRefuses(text: String) async throws {
        let url = try ServerURL(validating: text)
        let error = await #expect(throws: DocumentFetchError.self) { try await DocumentFetcher().fetch(url) }
        #expect(error?.message.contains("is not allowed") == true)
    }
}
