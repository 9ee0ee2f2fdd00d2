//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import Testing

/// What a platform's scripts may read out of a value must not be what a rule forbids.
@Suite("Rules for parameters and the many ways to write a value")
struct ParameterSpellingTests {
    private static let playbook = Playbook(
        id: PlaybookID(rawValue: 7), name: "p", displayName: "P",
        parameters: [PlaybookParameter(name: "x"), PlaybookParameter(name: "filled", defaultValue: "prod")])

    private func permits(_ rule: String, _ value: JSONValue, of name: String = "x") throws -> Bool {
        let rule = try JSONParser.parse(rule).objectValue ?? [:]
        let named: JSONObject = rule.merging(["parameter": .string(name)])
        let caller = AccessToken(
            subject: "s", client: "c", scopes: Scope.standard,
            restrictions: CallerRestrictions([
                .init("token", try Restrictions(json: ["parameters": [.object(named)]]))
            ]))
        return AccessPolicy.permits(caller, .run(Self.playbook, of: .default, values: [name: value]))
    }

    @Test(
        "A forbidden value is refused in every spelling",
        arguments: [
            "prod", ["prod"], ["dev", "prod"], [["prod"]], #"["prod"]"#, #" [ "prod" ] "#, #"["dev",["prod"]]"#,
            ["[\"prod\"]"], #"["[\"prod\"]"]"#, #""[\"prod\"]""#, #"["\u0070rod"]"#, ["a": "prod"], ["prod": 1],
            #"{"a":{"b":"prod"}}"#, "PROD", "Prod", " prod", "prod\n", "\tprod", "\u{A0}prod", "prod\u{200B}",
            #""prod""#, "'prod'", "dev,prod", "dev; prod", "dev\nprod", "dev\u{2028}prod", "['prod']", "[prod]",
            "{a:'prod'}", "[\"prod\"", "\u{FEFF}[\"prod\"]",
        ] as [JSONValue])
    func values(_ value: JSONValue) throws {
        #expect(try !permits(#"{"effect":"deny","values":["test","prod"]}"#, value))
        #expect(try !permits(#"{"effect":"deny","values":["PROD "]}"#, value))
        #expect(try !permits(#"{"effect":"deny","pattern":"pr?od"}"#, value))
        #expect(try !permits(#"{"effect":"deny","pattern":"PR.D"}"#, value))
        #expect(try permits(#"{"effect":"deny","values":["other"]}"#, "dev"))
    }

    @Test(
        "A forbidden number is refused in every spelling",
        arguments: [22, 22.0, "22", "022", "+22", " 22", "22.0", "2.2e1", "0x16", ["022"], "[22]", "[22.0]", "21,022"]
            as [JSONValue])
    func numbers(_ value: JSONValue) throws {
        for text in ["22", "022", "22.0"] {
            #expect(try !permits(#"{"effect":"deny","values":["\#(text)"]}"#, value))
        }
        #expect(try !permits(#"{"effect":"deny","pattern":"22"}"#, value))
        #expect(try permits(#"{"effect":"deny","values":["23"]}"#, value))
    }

    @Test("So are a forbidden truth value and a fraction")
    func others() throws {
        for value in [true, "TRUE", "True", " true", "[true]"] as [JSONValue] {
            #expect(try !permits(#"{"effect":"deny","values":["true"]}"#, value))
        }
        for value in [0.5, "0.50", ".5", "5e-1"] as [JSONValue] {
            #expect(try !permits(#"{"effect":"deny","values":["0.5"]}"#, value))
        }
    }

    @Test(
        "A forbidden pattern is found across line ends and in any case",
        arguments: ["dc01", "x\ndc01", "x\r\ndc01", "DC01", "x\u{2028}Dc", "a,dc", #"["\u0064c01"]"#] as [JSONValue])
    func patterns(_ value: JSONValue) throws {
        #expect(try !permits(#"{"effect":"deny","pattern":".*dc.*"}"#, value))
        #expect(try !permits(#"{"effect":"deny","pattern":".*[C-D]c.*"}"#, value))
        #expect(try permits(#"{"effect":"deny","pattern":".*xy.*"}"#, value))
    }

    @Test("What a pattern forbids by what must not follow stays forbidden: no looser reading takes it back")
    func lookahead() throws {
        let rule = #"{"effect":"deny","pattern":"(?!safe).*"}"#
        #expect(try permits(rule, "safe1"))
        for value in ["SAFE1", "other", "safe,other"] as [JSONValue] { #expect(try !permits(rule, value)) }
    }

    @Test(
        "What is asked for counts as it is written",
        arguments: [
            (#"{"effect":"allow","values":["22"]}"#, "22", true), (#"{"effect":"allow","values":["22"]}"#, 22, true),
            (#"{"effect":"allow","values":["22"]}"#, "022", false),
            (#"{"effect":"allow","values":["dev"]}"#, "DEV", false),
            (#"{"effect":"allow","values":["dev"]}"#, "dev,prod", false),
            (#"{"effect":"allow","values":["dev"]}"#, ["dev"], true),
            (#"{"effect":"allow","values":["dev"]}"#, #"["dev"]"#, true),
            (#"{"effect":"allow","values":["dev"]}"#, #"["dev","prod"]"#, false),
            (#"{"effect":"allow","values":["dev"]}"#, ["prod": "dev"], false),
            (#"{"effect":"allow","values":["dev"]}"#, "['dev']", false),
            (#"{"effect":"allow","values":["[dev"]}"#, "[dev", true),
            (#"{"effect":"allow","values":["{\"a\": 1}"]}"#, #"{"a": 1}"#, true),
            (#"{"effect":"allow","pattern":"[^x]*"}"#, #"["a","\u0078"]"#, false),
            (#"{"effect":"allow","pattern":"\\{\"a\":[0-9]\\}"}"#, #"{"a": 1}"#, true),
            (#"{"effect":"allow","pattern":".*"}"#, "a\nb", false), (#"{"effect":"allow","pattern":"a"}"#, "A", false),
        ] as [(String, JSONValue, Bool)])
    func allowed(_ rule: String, _ value: JSONValue, _ isPermitted: Bool) throws {
        #expect(try permits(rule, value) == isPermitted)
    }

    @Test(
        "Addresses that are wanted, or forbidden, are found in every form that carries them",
        arguments: [
            "10.0.0.1", "::ffff:10.0.0.1", "::10.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::a00:1", "2002:a00:1::",
            "2001:0:a00:1::f5ff:fffe", "2001:0:7f00:1::f5ff:fffe", #"["10.0.0.1"]"#, ["192.0.2.1", "10.0.0.1"],
            "192.0.2.1\n10.0.0.1", #""10.0.0.1""#, "[10.0.0.1]", [], "[]", " ", [[], []], ["ip": "10.0.0.1"], "::/0",
            "::/64", "10.0.0.1/33", "10.1", "0x0a000001",
        ] as [JSONValue])
    func addresses(_ value: JSONValue) throws {
        for block in ["10.0.0.0/8", "::ffff:10.0.0.0/104"] {
            #expect(try !permits(#"{"effect":"deny","networks":["\#(block)"]}"#, value))
        }
        #expect(try !permits(#"{"effect":"allow","networks":["192.0.2.0/24","2001:db8::/32"]}"#, value))
    }

    @Test("Other addresses are not taken for forbidden ones")
    func otherAddresses() throws {
        for value in [
            "192.0.2.1", "2001:db8::1", ["192.0.2.1", "fd00::1"], #"["192.0.2.1"]"#, "192.0.2.0/24\nfd00::1",
        ]
            as [JSONValue]
        {
            #expect(try permits(#"{"effect":"deny","networks":["10.0.0.0/8"]}"#, value))
        }
        #expect(try permits(#"{"effect":"allow","networks":["64:ff9b::/96"]}"#, "64:ff9b::a00:1"))
    }

    @Test("A value with nothing in it may leave the platform to its default, so both have to do")
    func blank() throws {
        for value in ["", " ", [], "[]", "{}", .null] as [JSONValue] {
            #expect(try !permits(#"{"effect":"deny","values":["prod"]}"#, value, of: "filled"), "\(value)")
            #expect(try permits(#"{"effect":"deny","values":["test"]}"#, value, of: "filled"), "\(value)")
        }
        #expect(try !permits(#"{"effect":"allow","values":["x"]}"#, []))
        #expect(try !permits(#"{"effect":"allow","pattern":"x*"}"#, []))
    }

    @Test("What is too much to look into is refused")
    func limits() throws {
        let many = JSONValue.array(Array(repeating: "a", count: ParameterReading.maximumTexts))
        #expect(try permits(#"{"effect":"allow","values":["a"]}"#, many))
        let tooMany = JSONValue.array(Array(repeating: "a", count: ParameterReading.maximumTexts + 1))
        #expect(try !permits(#"{"effect":"allow","values":["a"]}"#, tooMany))
        #expect(try !permits(#"{"effect":"deny","values":["b"]}"#, tooMany))
        let list = String(repeating: "a,", count: ParameterReading.maximumTexts + 1)
        #expect(try !permits(#"{"effect":"deny","values":["b"]}"#, .string(list)))
        var nested: JSONValue = ["a"]
        for _ in 0..<5 { nested = [.string(nested.text())] }
        #expect(try !permits(#"{"effect":"deny","values":["b"]}"#, nested))
    }
}
