//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import Testing

@Suite("Restrictions")
struct RestrictionTests {
    @Test(
        "that are no such thing are refused with what is accepted",
        arguments: [
            ("[]", "object"), (#"{"readonly": true}"#, "readOnly"), (#"{"readOnly": 1}"#, "true or false"),
            (#"{"addresses": ["10.1.2.3/8"]}"#, "10.0.0.0/8"), (#"{"addresses": ["10.0.0.0/33"]}"#, "10.0.0.0/8"),
            (#"{"addresses": "10.0.0.0/8"}"#, "array"), (#"{"windows": ["mon-xyz 08:00-09:00 UTC"]}"#, "mon-fri"),
            (#"{"windows": ["mon 8:00-09:00 UTC"]}"#, "mon-fri"), (#"{"windows": ["mon 08:00-25:00 UTC"]}"#, "mon-fri"),
            (#"{"windows": ["mon 08:00-09:00 Mars/Base"]}"#, "mon-fri"), (#"{"executions": ["0/day"]}"#, "100/day"),
            (#"{"executions": ["-5/day"]}"#, "100/day"), (#"{"executions": ["5/year"]}"#, "100/day"),
            (#"{"executions": ["99999999999999999999/day"]}"#, "100/day"), (#"{"concurrency": 0}"#, "1 to"),
            (#"{"concurrency": 1.5}"#, "1 to"), (#"{"playbooks": [{"effect": "maybe", "playbooks": ["*"]}]}"#, "allow"),
            (#"{"playbooks": [{"effect": "deny", "playbooks": []}]}"#, "at least one"),
            (#"{"playbooks": [{"effect": "deny", "playbooks": ["block"]}]}"#, "name:"),
            (#"{"playbooks": [{"effect": "deny", "playbooks": ["id:x"]}]}"#, "id:NUMBER"),
            (#"{"parameters": [{"effect": "deny", "parameter": "ip"}]}"#, "one of values"),
            (#"{"parameters": [{"effect": "deny", "parameter": "ip", "values": ["a"], "pattern": "b"}]}"#, "one of"),
            (#"{"parameters": [{"effect": "deny", "parameter": "ip", "pattern": "("}]}"#, "pattern"),
            (#"{"parameters": [{"effect": "deny", "parameter": "ip", "pattern": "a)|(b"}]}"#, "pattern"),
            (#"{"parameters": [{"effect": "deny", "parameter": "ip", "networks": ["300.0.0.0/8"]}]}"#, "10.0.0.0/8"),
            (#"{"parameters": [{"effect": "deny", "parameter": "ip", "networks": []}]}"#, "'networks' of a rule"),
            (#"{"parameters": [{"effect": "allow", "parameter": "ip", "values": []}]}"#, "'values' of a rule"),
        ] as [(String, String)])
    func refused(_ text: String, _ accepted: String) throws {
        let json = try JSONParser.parse(text)
        let fault = #expect(throws: RestrictionFault.self) { try Restrictions(json: json) }
        #expect(fault?.description.contains(accepted) == true, "\(fault?.description ?? "")")
    }

    @Test("come back as they were written")
    func roundTrip() throws {
        let text = """
            {"readOnly":true,"playbooks":[{"effect":"allow","action":"run","playbooks":["id:7","label:MCP"]},\
            {"effect":"deny","action":"see","playbooks":["category:x*","*"]}],"parameters":[{"effect":"allow",\
            "playbooks":["*"],"parameter":"n","values":["a","b"]},{"effect":"deny","playbooks":["name:b?"],\
            "parameter":"m","pattern":"^x+$"},{"effect":"deny","playbooks":["*"],"parameter":"ip",\
            "networks":["10.0.0.0/8","2001:db8:0:0:0:0:0:0/32"]}],"addresses":["192.0.2.7"],\
            "windows":["mon,fri 22:00-06:00 Asia/Shanghai"],"executions":["5/hour","100/30d"],"concurrency":3,\
            "ownExecutions":true}
            """
        let restrictions = try Restrictions(json: try JSONParser.parse(text))
        let written = JSONValue.object(restrictions.json)
        #expect(try Restrictions(json: written) == restrictions)
        let expected = try JSONParser.parse(text)
        #expect(written == expected)
    }

    @Test(
        "of time hold to their days and hours",
        arguments: [
            // 2026-11-23 is a Monday.
            ("mon-fri 08:00-18:00 UTC", "2026-11-23T08:00:00Z", true),
            ("mon-fri 08:00-18:00 UTC", "2026-11-23T07:59:59Z", false),
            ("mon-fri 08:00-18:00 UTC", "2026-11-23T18:00:00Z", false),
            ("mon-fri 08:00-18:00 UTC", "2026-11-22T12:00:00Z", false),
            ("mon 22:00-06:00 UTC", "2026-11-24T05:59:59Z", true),
            ("mon 22:00-06:00 UTC", "2026-11-23T05:00:00Z", false),
            ("mon 22:00-06:00 UTC", "2026-11-24T06:00:00Z", false),
            ("sat-mon 00:00-24:00 UTC", "2026-11-23T23:59:59Z", true),
            ("mon 08:00-09:00 Asia/Shanghai", "2026-11-23T00:30:00Z", true),
            ("sun 08:00-24:00 America/New_York", "2026-11-23T04:59:59Z", true),
            ("mon 00:00-01:00 America/New_York", "2026-11-23T05:00:00Z", true),
        ] as [(String, String, Bool)])
    func windows(_ window: String, _ time: String, _ isOpen: Bool) throws {
        let window = try #require(TimeWindow(window))
        let date = try Date(time, strategy: .iso8601)
        #expect(window.contains(date) == isOpen)
    }

    @Test(
        "of addresses hold to their bits",
        arguments: [
            ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.0", false),
            ("10.0.0.0/8", "::ffff:10.1.1.1", true), ("::ffff:10.0.0.0/104", "10.1.1.1", true),
            ("::ffff:10.0.0.0/104", "::ffff:10.1.1.1", true), ("::ffff:10.0.0.0/104", "11.0.0.0", false),
            ("::ffff:192.0.2.7", "192.0.2.7", true), ("::ffff:0:0/96", "203.0.113.9", true),
            ("192.0.2.128/25", "192.0.2.127", false), ("192.0.2.128/25", "192.0.2.255", true),
            ("2001:db8::/33", "2001:db8:8000::1", false), ("2001:db8::/33", "2001:db8:7fff::1", true),
            ("0.0.0.0/0", "203.0.113.9", true), ("0.0.0.0/0", "2001:db8::1", false), ("192.0.2.7", "192.0.2.7", true),
            ("0.0.0.0/0", "stdio", false), ("0.0.0.0/0", "0x7f.1", false), ("0.0.0.0/0", "010.0.0.1", false),
        ] as [(String, String, Bool)])
    func addresses(_ block: String, _ address: String, _ isIn: Bool) throws {
        let block = try #require(AddressBlock(block))
        #expect(block.contains(address) == isIn)
    }

    @Test(
        "of names know wildcards",
        arguments: [
            ("block_*", "Block_IP", true), ("block_*", "unblock_ip", false), ("*block*", "unblock_ip", true),
            ("b?ock", "block", true), ("b?ock", "bock", false), ("a*b*c", "axxbyyc", true), ("a*b*c", "axxbyy", false),
            ("*", "", true), ("封禁*", "封禁地址", true), ("a**", "a", true),
        ] as [(String, String, Bool)])
    func wildcards(_ pattern: String, _ name: String, _ isMatch: Bool) throws {
        let wildcard = try #require(Wildcard(pattern))
        #expect(wildcard.matches(name) == isMatch)
    }

    @Test("of names take no longer for a hostile one")
    func hostileWildcard() throws {
        let pattern = try #require(Wildcard(String(repeating: "a*", count: 127) + "b"))
        #expect(!pattern.matches(String(repeating: "a", count: 10_000)))
    }
}
