//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import HTTPTypes
import SOARCore
import Testing

@testable import SOARTransport

/// Arguments that headers repeat (requirement C26).
@Suite("Headers that repeat arguments")
struct HeaderParametersTests {
    private static let schema: JSONValue = [
        "type": "object",
        "properties": [
            "region": ["type": "string", "x-mcp-header": "Region"],
            "count": ["type": "integer", "x-mcp-header": "Count"],
            "options": [
                "type": "object",
                "properties": ["dry": ["type": "boolean", "x-mcp-header": "Dry"], "region": ["type": "string"]],
            ],
            "query": ["type": "string"],
        ],
    ]

    /// The fault of a call; nil where header and argument say the same.
    private func refusal(_ arguments: JSONObject, _ headers: [(String, String)]) throws -> JSONRPCError? {
        var fields = HTTPFields()
        for (name, value) in headers {
            fields.append(HTTPField(name: try #require(HTTPField.Name(name)), value: value))
        }
        let parameters = try HeaderParameters(schema: Self.schema)
        do throws(JSONRPCError) {
            try parameters.check(arguments, headers: fields)
            return nil
        } catch {
            return error
        }
    }

    private func expect(_ fault: JSONRPCError?, names header: String, _ words: String) throws {
        let fault = try #require(fault)
        #expect(fault.code == -32020)
        #expect(fault.message.hasPrefix("The header 'Mcp-Param-\(header)' "))
        #expect(fault.message.contains(words))
        #expect(fault.data == nil)
    }

    private static func sentinel(_ text: String) -> String { "=?base64?\(Data(text.utf8).base64EncodedString())?=" }

    @Test("a call without the arguments needs no headers")
    func nothing() throws {
        #expect(try refusal([:], []) == nil)
        #expect(try refusal(["query": "x", "region": nil, "options": nil], []) == nil)
        #expect(try refusal(["options": ["region": "eu"]], []) == nil)
        #expect(try refusal(["options": ["dry": nil]], []) == nil)
    }

    @Test("a call says all of it twice")
    func all() throws {
        let arguments: JSONObject = ["region": "eu-1", "count": 3, "options": ["dry": false], "query": "x"]
        let headers = [("mcp-param-region", "eu-1"), ("MCP-PARAM-COUNT", "3"), ("Mcp-Param-Dry", "false")]
        #expect(try refusal(arguments, headers) == nil)
        for missing in headers.indices {
            var fewer = headers
            let name = ["Region", "Count", "Dry"][missing]
            fewer.remove(at: missing)
            try expect(try refusal(arguments, fewer), names: name, "missing")
        }
    }

    @Test("headers that nothing asks for are passed over")
    func unknown() throws {
        #expect(
            try refusal([:], [("Mcp-Param-Other", "x"), ("Mcp-Param-Other", "y"), ("Mcp-Param-Query", "z")]) == nil)
        #expect(try refusal(["query": "x"], [("Region", "eu")]) == nil)
    }

    @Test(
        "a text may go as it is, or in Base64",
        arguments: [
            ("eu-1", "eu-1"), ("", ""), ("a b", "a b"), ("a\tb", "a\tb"), ("eu-1", sentinel("eu-1")),
            ("", sentinel("")),
            (" padded ", sentinel(" padded ")), ("剧本", sentinel("剧本")), ("a\r\nb", sentinel("a\r\nb")),
            ("=?base64?x?=", sentinel("=?base64?x?=")), ("=?base64?", "=?base64?"), ("42", "42"),
        ])
    func texts(_ argument: String, _ header: String) throws {
        #expect(try refusal(["region": .string(argument)], [("Mcp-Param-Region", header)]) == nil)
    }

    @Test(
        "another text is refused, and not repeated",
        arguments: [
            ("eu-secret", "us-hidden"), ("eu-secret", "EU-SECRET"), ("eu-secret", ""),
            ("eu-secret", "eu-secret,eu-secret"),
            ("eu-secret", sentinel("us-hidden")), (" eu-secret", "eu-secret"),
            ("\u{E9}-secret", sentinel("e\u{301}-secret")),
            ("", "us-hidden"),
        ])
    func otherTexts(_ argument: String, _ header: String) throws {
        let fault = try refusal(["region": .string(argument)], [("Mcp-Param-Region", header)])
        try expect(fault, names: "Region", "differs from the argument 'region'")
        #expect(fault?.message.lowercased().contains("secret") == false)
        #expect(fault?.message.contains("hidden") == false)
    }

    @Test(
        "a header that holds what no header may is refused, though the text be the same",
        arguments: ["é", "剧本", "a\u{7F}", "a\u{1}b"])
    func characters(_ text: String) throws {
        // As lenient servers hand such bytes on.
        var field = HTTPField(name: try #require(HTTPField.Name("Mcp-Param-Region")), value: "")
        field = HTTPField(name: field.name, lenientValue: Array(text.utf8))
        let parameters = try HeaderParameters(schema: Self.schema)
        let error = try #require(throws: JSONRPCError.self) {
            try parameters.check(["region": .string(text)], headers: HTTPFields([field]))
        }
        try expect(error, names: "Region", "characters")
    }

    @Test("unsound Base64 is refused", arguments: ["=?base64?ZWNobw?=", "=?base64?/w==?=", "=?base64?*?="])
    func unsound(_ header: String) throws {
        let fault = try refusal(["region": .string(header)], [("Mcp-Param-Region", header)])
        try expect(fault, names: "Region", "Base64")
    }

    @Test(
        "integers are compared as numbers",
        arguments: [
            (42, "42"), (42, "42.0"), (42.0, "42"), (42.0, "42.00"), (-7, "-7"), (0, "-0"), (42, sentinel("42")),
            (9_007_199_254_740_991, "9007199254740991"), (-9_007_199_254_740_991, "-9007199254740991"),
        ] as [(JSONValue, String)])
    func integers(_ argument: JSONValue, _ header: String) throws {
        #expect(try refusal(["count": argument], [("Mcp-Param-Count", header)]) == nil)
    }

    @Test(
        "another number, or none, is refused",
        arguments: [
            (42, "43"), (42, "-42"), (42, "42.5"), (42, "4.2e1"), (42, "0x2A"), (42, "042"), (42, ""), (42, "+42"),
            (42, "forty"), (42, "42, 42"), (42, sentinel(" 42")), (42, "42.00000000000000000000000001"),
            (9_007_199_254_740_991, "9007199254740992"), (1, "true"),
        ] as [(JSONValue, String)])
    func otherIntegers(_ argument: JSONValue, _ header: String) throws {
        try expect(
            try refusal(["count": argument], [("Mcp-Param-Count", header)]), names: "Count",
            "differs from the argument 'count'")
    }

    @Test(
        "an integer that other programs would round is refused",
        arguments: [
            9_007_199_254_740_992, -9_007_199_254_740_992, 9_223_372_036_854_775_807, -9_223_372_036_854_775_808,
        ]
            as [Int64])
    func unsafeIntegers(_ integer: Int64) throws {
        let fault = try refusal(["count": .integer(integer)], [("Mcp-Param-Count", "\(integer)")])
        try expect(fault, names: "Count", "2^53")
        #expect(fault?.message.contains("\(integer)") == false)
    }

    @Test("truth values are the two words", arguments: [true, false])
    func booleans(_ flag: Bool) throws {
        let arguments: JSONObject = ["options": ["dry": .bool(flag)]]
        #expect(try refusal(arguments, [("Mcp-Param-Dry", "\(flag)")]) == nil)
        #expect(try refusal(arguments, [("Mcp-Param-Dry", Self.sentinel("\(flag)"))]) == nil)
        for other in ["\(!flag)", "\(flag)".uppercased(), "\(flag)".capitalized, flag ? "1" : "0", "", "yes"] {
            try expect(
                try refusal(arguments, [("Mcp-Param-Dry", other)]), names: "Dry",
                "differs from the argument 'options.dry'")
        }
    }

    @Test(
        "a header that claims an argument which the call does not have is refused",
        arguments: [[:], ["region": nil], ["options": ["region": "eu"]]] as [JSONObject])
    func orphan(_ arguments: JSONObject) throws {
        for value in ["eu", "", "null", Self.sentinel("eu")] {
            try expect(try refusal(arguments, [("Mcp-Param-Region", value)]), names: "Region", "must be left out")
        }
    }

    @Test("an argument inside something that is no object is none", arguments: ["dry", ["dry"], true] as [JSONValue])
    func notAnObject(_ options: JSONValue) throws {
        #expect(try refusal(["options": options], []) == nil)
        try expect(try refusal(["options": options], [("Mcp-Param-Dry", "true")]), names: "Dry", "must be left out")
    }

    @Test("a header that is there twice is refused, whatever it says")
    func duplicates() throws {
        for arguments in [["region": "eu"], ["region": nil], [:]] as [JSONObject] {
            for second in ["eu", "us", ""] {
                let fault = try refusal(arguments, [("Mcp-Param-Region", "eu"), ("mcp-param-REGION", second)])
                try expect(fault, names: "Region", "twice")
            }
        }
    }

    @Test(
        "an argument of another type can't be compared",
        arguments: [
            ("region", 42, "42", "Region", "a string"), ("region", ["eu"], "eu", "Region", "a string"),
            ("region", true, "true", "Region", "a string"), ("count", "42", "42", "Count", "an integer"),
            ("count", 4.5, "4.5", "Count", "an integer"), ("count", true, "1", "Count", "an integer"),
            ("options", ["dry": "true"], "true", "Dry", "a boolean"),
            ("options", ["dry": 1], "true", "Dry", "a boolean"),
        ] as [(String, JSONValue, String, String, String)])
    func otherTypes(_ name: String, _ argument: JSONValue, _ value: String, _ header: String, _ kind: String) throws {
        try expect(try refusal([name: argument], [("Mcp-Param-\(header)", value)]), names: header, "is not \(kind)")
    }

    @Test("the argument is the one at the path of the annotation, not a namesake")
    func exactPath() throws {
        let arguments: JSONObject = ["region": "eu", "options": ["region": "us"], "dry": true]
        #expect(try refusal(arguments, [("Mcp-Param-Region", "eu")]) == nil)
        try expect(try refusal(arguments, [("Mcp-Param-Region", "us")]), names: "Region", "differs")
        try expect(
            try refusal(arguments, [("Mcp-Param-Region", "eu"), ("Mcp-Param-Dry", "true")]), names: "Dry",
            "must be left out")
    }
}
