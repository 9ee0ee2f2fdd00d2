//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

extension SchemaCase {
    static let general: [SchemaCase] = [
        SchemaCase("true accepts all", "true", valid: ["null", "1", "{}", "[]", #""""#]),
        SchemaCase("false accepts nothing", "false", invalid: ["null", "1", "{}", "[]", #""""#]),
        SchemaCase("an empty schema accepts all", "{}", valid: ["null", "false", #"{"a":[1]}"#]),
        SchemaCase("unknown keywords are ignored", #"{"x-mcp-header":7,"colour":"red"}"#, valid: ["1", "null"]),
        SchemaCase(
            "annotations assert nothing",
            #"{"title":"T","description":"D","default":5,"examples":[1],"deprecated":true,"readOnly":true,"$comment":"c"}"#,
            valid: ["null", #""a""#]),
        SchemaCase("what stands in examples is no schema", #"{"examples":[{"type":"nonsense"}]}"#, valid: ["1"]),
        SchemaCase("null", #"{"type":"null"}"#, valid: ["null"], invalid: ["0", "false", #""null""#]),
        SchemaCase(
            "boolean", #"{"type":"boolean"}"#, valid: ["true", "false"], invalid: ["0", "1", #""true""#, "null"]),
        SchemaCase(
            "integer", #"{"type":"integer"}"#,
            valid: ["0", "-7", "1.0", "1e3", "9223372036854775807", "9223372036854775808", "1e300"],
            invalid: ["1.5", #""1""#, "true", "null", "1e-3"]),
        SchemaCase("number", #"{"type":"number"}"#, valid: ["0", "1.5", "-1e-9"], invalid: [#""1""#, "false", "[]"]),
        SchemaCase("string", #"{"type":"string"}"#, valid: [#""""#, #""剧本""#], invalid: ["1", "null", "[]", "{}"]),
        SchemaCase("array", #"{"type":"array"}"#, valid: ["[]", "[1]"], invalid: ["{}", #""[]""#]),
        SchemaCase("object", #"{"type":"object"}"#, valid: ["{}"], invalid: ["[]", "null", #""{}""#]),
        SchemaCase(
            "several kinds", #"{"type":["integer","null"]}"#, valid: ["1", "null"], invalid: ["1.5", #""1""#, "{}"]),
        SchemaCase("integer beside number", #"{"type":["integer","number"]}"#, valid: ["1.5"], invalid: [#""1.5""#]),
        SchemaCase(
            "enum", #"{"enum":["low","high",null,3,[1,2],{"a":1,"b":2}]}"#,
            valid: [#""low""#, "null", "3", "3.0", "[1,2.0]", #"{"b":2,"a":1}"#],
            invalid: [#""medium""#, "false", "4", "[2,1]", #"{"a":1}"#, #""3""#]),
        SchemaCase(
            "enum tells 0 from false", #"{"enum":[0]}"#, valid: ["0", "0.0", "-0.0"], invalid: ["false", "[0]"]),
        SchemaCase("enum tells 1 from true", #"{"enum":[true]}"#, valid: ["true"], invalid: ["1", #""true""#]),
        SchemaCase("an empty enum accepts nothing", #"{"enum":[]}"#, invalid: ["null", "1"]),
        SchemaCase(
            "a long enum", #"{"enum":["a","b","c","d","e","f","g","h","i",10,{"k":[1]}]}"#,
            valid: [#""a""#, #""i""#, "10", "10.0", #"{"k":[1.0]}"#], invalid: [#""j""#, "11", #"{"k":[]}"#]),
        SchemaCase(
            "const", #"{"const":{"a":[1,null]}}"#, valid: [#"{"a":[1.0,null]}"#], invalid: [#"{"a":[1]}"#, "{}"]),
        SchemaCase("const null", #"{"const":null}"#, valid: ["null"], invalid: ["0", "false"]),
        SchemaCase("const false is not 0", #"{"const":[false]}"#, valid: ["[false]"], invalid: ["[0]", "[null]"]),
        SchemaCase(
            "texts are compared code point by code point", #"{"const":"\u00e9"}"#, valid: [#""\u00e9""#],
            invalid: [#""e\u0301""#]),
        SchemaCase(
            "large integers are exact", #"{"const":9007199254740993}"#, valid: ["9007199254740993"],
            invalid: ["9007199254740992", "9007199254740992.0"]),
    ]

    static let numbers: [SchemaCase] = [
        SchemaCase("minimum", #"{"minimum":1.1}"#, valid: ["1.1", "2", #""x""#], invalid: ["1", "0.6"]),
        SchemaCase("minimum below zero", #"{"minimum":-2}"#, valid: ["-2", "-2.0", "0"], invalid: ["-2.0001", "-3"]),
        SchemaCase(
            "exclusiveMinimum", #"{"exclusiveMinimum":0}"#, valid: ["0.001", "1"], invalid: ["0", "0.0", "-1"]),
        SchemaCase("maximum", #"{"maximum":3}"#, valid: ["3", "3.0", "-9"], invalid: ["3.0001", "4"]),
        SchemaCase("exclusiveMaximum", #"{"exclusiveMaximum":3.0}"#, valid: ["2.9999", "2"], invalid: ["3", "3.5"]),
        SchemaCase(
            "bounds are exact beyond 2^53", #"{"minimum":9007199254740993}"#,
            valid: ["9007199254740993", "9007199254740994.0"],
            invalid: ["9007199254740992", "9007199254740992.0"]),
        SchemaCase(
            "bounds beyond 64 bits", #"{"maximum":18446744073709551615,"minimum":-1e30}"#,
            valid: ["9223372036854775807", "-9223372036854775808", "1e19"], invalid: ["1e21", "-2e30"]),
        SchemaCase(
            "a fraction bounds an integer", #"{"minimum":0.5,"maximum":2.5}"#, valid: ["1", "2", "0.5"],
            invalid: ["0", "3"]),
        SchemaCase(
            "bounds and kinds", #"{"type":"integer","minimum":1,"maximum":100}"#, valid: ["1", "100", "50.0"],
            invalid: ["0", "101", "50.5"]),
        SchemaCase(
            "multipleOf", #"{"multipleOf":3}"#, valid: ["9", "0", "-6", "6.0", #""a""#], invalid: ["7", "4.5"]),
        SchemaCase(
            "multipleOf reads decimals", #"{"multipleOf":0.01}"#, valid: ["0.07", "19.99", "4.35", "0", "1e10"],
            invalid: ["0.075", "0.001"]),
        SchemaCase(
            "multipleOf of a half", #"{"multipleOf":2.5}"#, valid: ["5", "7.5", "1e20"], invalid: ["4", "6.25"]),
        SchemaCase(
            "multipleOf of a tiny number", #"{"multipleOf":1e-8}"#, valid: ["12391239123", "0.00000001"],
            invalid: ["0.000000001"]),
        SchemaCase(
            "multipleOf with large integers", #"{"multipleOf":2}"#, valid: ["9223372036854775806", "1e300"],
            invalid: ["9223372036854775807", "9007199254740993"]),
    ]

    static let strings: [SchemaCase] = [
        SchemaCase("minLength", #"{"minLength":2}"#, valid: [#""ab""#, "1"], invalid: [#""a""#, #""""#]),
        SchemaCase("maxLength", #"{"maxLength":2}"#, valid: [#""ab""#, #""""#, "100"], invalid: [#""abc""#]),
        SchemaCase(
            "lengths are code points", #"{"minLength":2,"maxLength":2}"#, valid: [#""😀😀""#, #""e\u0301""#, #""剧本""#],
            invalid: [#""😀""#, #""👨‍👩‍👧""#, #""\u00e9""#]),
        SchemaCase("a length may be written 2.0", #"{"maxLength":2.0}"#, valid: [#""ab""#], invalid: [#""abc""#]),
        SchemaCase("pattern searches", #"{"pattern":"b+"}"#, valid: [#""abbc""#, "1"], invalid: [#""ac""#]),
        SchemaCase(
            "pattern with anchors", #"{"pattern":"^[a-z_][a-z0-9_]{0,3}$"}"#, valid: [#""a""#, #""_b12""#],
            invalid: [#""1a""#, #""abcde""#, #""a\n""#, #""""#]),
        SchemaCase("digits are ASCII", #"{"pattern":"^\\d$"}"#, valid: [#""7""#], invalid: [#""७""#]),
        SchemaCase("a dot is one code point", #"{"pattern":"^.$"}"#, valid: [#""😀""#], invalid: [#""ab""#, #""\n""#]),
        SchemaCase(
            "a runaway pattern", #"{"pattern":"^(a+)+$"}"#, valid: [#""aaa""#],
            invalid: [#""aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!""#]),
    ]
}
