//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

extension SchemaCase {
    static let combinations: [SchemaCase] = [
        SchemaCase("allOf", #"{"allOf":[{"minimum":2},{"maximum":4}]}"#, valid: ["3", #""x""#], invalid: ["1", "5"]),
        SchemaCase(
            "anyOf", #"{"anyOf":[{"type":"integer"},{"minimum":2}]}"#, valid: ["1", "2.5", #""x""#], invalid: ["1.5"]),
        SchemaCase("anyOf false", #"{"anyOf":[false,false]}"#, invalid: ["1", "null"]),
        SchemaCase(
            "oneOf", #"{"oneOf":[{"type":"integer"},{"minimum":2}]}"#, valid: ["1", "2.5"], invalid: ["3", "1.5"]),
        SchemaCase("oneOf with all true", #"{"oneOf":[true,true]}"#, invalid: ["1"]),
        SchemaCase(
            "oneOf of required members", #"{"oneOf":[{"required":["a"]},{"required":["b"]}]}"#,
            valid: [#"{"a":1}"#, #"{"b":1}"#],
            invalid: ["{}", #"{"a":1,"b":1}"#]),
        SchemaCase("not", #"{"not":{"type":"integer"}}"#, valid: ["1.5", #""1""#], invalid: ["1"]),
        SchemaCase("not true", #"{"not":true}"#, invalid: ["1", "null"]),
        SchemaCase("not not", #"{"not":{"not":{"type":"string"}}}"#, valid: [#""a""#], invalid: ["1"]),
        SchemaCase(
            "if, then, else", #"{"if":{"type":"integer"},"then":{"minimum":0},"else":{"type":"string"}}"#,
            valid: ["5", #""a""#], invalid: ["-1", "1.5", "null"]),
        SchemaCase("if without then", #"{"if":{"const":1},"else":{"const":2}}"#, valid: ["1", "2"], invalid: ["3"]),
        SchemaCase("if alone", #"{"if":false}"#, valid: ["1"]),
        SchemaCase("then alone", #"{"then":false,"else":false}"#, valid: ["1"]),
        SchemaCase(
            "nullable", #"{"anyOf":[{"type":"string","maxLength":3},{"type":"null"}],"default":null}"#,
            valid: ["null", #""abc""#], invalid: [#""abcd""#, "1"]),
    ]

    static let leftovers: [SchemaCase] = [
        SchemaCase(
            "unevaluatedProperties sees through allOf",
            #"{"allOf":[{"properties":{"a":true}}],"properties":{"b":true},"unevaluatedProperties":false}"#,
            valid: ["{}", #"{"a":1,"b":2}"#, "[]"], invalid: [#"{"c":1}"#, #"{"a":1,"c":1}"#]),
        SchemaCase(
            "unevaluatedProperties as a schema",
            #"{"properties":{"a":true},"unevaluatedProperties":{"type":"integer"}}"#,
            valid: [#"{"a":"x","b":1}"#], invalid: [#"{"b":"x"}"#]),
        SchemaCase(
            "a branch that fails has looked at nothing",
            #"{"anyOf":[{"properties":{"a":{"const":1}},"required":["a"]},{"properties":{"b":true}}],"unevaluatedProperties":false}"#,
            valid: [#"{"a":1}"#, #"{"b":1}"#, #"{"a":1,"b":1}"#], invalid: [#"{"a":2}"#, #"{"a":2,"b":1}"#]),
        SchemaCase(
            "unevaluatedProperties with if",
            #"{"if":{"properties":{"k":{"const":"x"}},"required":["k"]},"then":{"properties":{"x":true}},"else":{"properties":{"y":true}},"unevaluatedProperties":false}"#,
            valid: [#"{"k":"x","x":1}"#, #"{"y":1}"#], invalid: [#"{"k":"x","y":1}"#, #"{"k":"z","y":1}"#]),
        SchemaCase(
            "unevaluatedProperties through a reference",
            ##"{"$ref":"#/$defs/base","unevaluatedProperties":false,"$defs":{"base":{"properties":{"a":true}}}}"##,
            valid: [#"{"a":1}"#], invalid: [#"{"b":1}"#]),
        SchemaCase(
            "unevaluatedProperties with dependentSchemas",
            #"{"properties":{"a":true},"dependentSchemas":{"a":{"properties":{"b":true}}},"unevaluatedProperties":false}"#,
            valid: [#"{"a":1,"b":1}"#, #"{"a":1}"#], invalid: [#"{"b":1}"#]),
        SchemaCase(
            "a schema inside does not see its neighbours",
            #"{"properties":{"a":true},"allOf":[{"unevaluatedProperties":false}]}"#,
            valid: ["{}"], invalid: [#"{"a":1}"#]),
        SchemaCase(
            "what is under not is not seen",
            #"{"not":{"not":{"properties":{"a":true},"required":["a"]}},"unevaluatedProperties":false}"#,
            invalid: [#"{"a":1}"#]),
        SchemaCase(
            "what was left over has been looked at",
            #"{"allOf":[{"unevaluatedProperties":true}],"unevaluatedProperties":false}"#, valid: [#"{"a":1}"#]),
        SchemaCase(
            "unevaluatedProperties after patterns and the rest",
            #"{"patternProperties":{"^x":true},"unevaluatedProperties":false}"#, valid: [#"{"x1":1}"#],
            invalid: [#"{"y":1}"#]),
        SchemaCase(
            "unevaluatedItems", #"{"prefixItems":[true],"unevaluatedItems":false}"#, valid: ["[]", "[1]", "{}"],
            invalid: ["[1,2]"]),
        SchemaCase(
            "unevaluatedItems sees what contains found",
            #"{"contains":{"type":"integer"},"unevaluatedItems":{"type":"string"}}"#,
            valid: [#"[1,"a",2]"#], invalid: ["[1,null]", #"["a"]"#]),
        SchemaCase(
            "unevaluatedItems sees through allOf", #"{"allOf":[{"prefixItems":[true,true]}],"unevaluatedItems":false}"#,
            valid: ["[1,2]"], invalid: ["[1,2,3]"]),
        SchemaCase("items leaves nothing over", #"{"items":true,"unevaluatedItems":false}"#, valid: ["[1,2,3]"]),
        SchemaCase(
            "elements of elements are not meant", #"{"items":{"unevaluatedItems":false},"unevaluatedItems":false}"#,
            valid: ["[[],[]]"], invalid: ["[[1]]"]),
    ]

    static let references: [SchemaCase] = [
        SchemaCase(
            "$ref to $defs", ##"{"$ref":"#/$defs/n","$defs":{"n":{"type":"integer"}}}"##, valid: ["1"],
            invalid: [#""1""#]),
        SchemaCase(
            "$ref beside other keywords", ##"{"$ref":"#/$defs/n","maximum":5,"$defs":{"n":{"type":"integer"}}}"##,
            valid: ["5"],
            invalid: ["6", "1.5"]),
        SchemaCase(
            "$ref to the root", ##"{"properties":{"child":{"$ref":"#"}},"additionalProperties":false}"##,
            valid: [#"{"child":{"child":{}}}"#], invalid: [#"{"child":{"c":1}}"#]),
        SchemaCase(
            "escapes in a pointer",
            ##"{"properties":{"a":{"$ref":"#/$defs/x~1y"},"b":{"$ref":"#/$defs/x~0y"},"c":{"$ref":"#/$defs/x%25y"},"d":{"$ref":"#/$defs/x%22y"}},"$defs":{"x/y":{"const":1},"x~y":{"const":2},"x%y":{"const":3},"x\"y":{"const":4}}}"##,
            valid: [#"{"a":1,"b":2,"c":3,"d":4}"#], invalid: [#"{"a":2}"#, #"{"b":1}"#, #"{"c":1}"#, #"{"d":1}"#]),
        SchemaCase(
            "a pointer into a list", ##"{"prefixItems":[{"type":"integer"},{"$ref":"#/prefixItems/0"}]}"##,
            valid: ["[1,2]"],
            invalid: [#"[1,"2"]"#]),
        SchemaCase(
            "a pointer to where no keyword leads",
            ##"{"$ref":"#/definitions/n","definitions":{"n":{"type":"integer"}}}"##,
            valid: ["1"], invalid: ["null"]),
        SchemaCase(
            "a chain", ##"{"$ref":"#/$defs/a","$defs":{"a":{"$ref":"#/$defs/b"},"b":{"const":1}}}"##, valid: ["1"],
            invalid: ["2"]),
        SchemaCase(
            "$anchor", ##"{"$ref":"#here","$defs":{"a":{"$anchor":"here","const":1}}}"##, valid: ["1"], invalid: ["2"]),
        SchemaCase(
            "$dynamicRef in one document",
            ##"{"items":{"$dynamicRef":"#e"},"$defs":{"a":{"$dynamicAnchor":"e","const":1}}}"##,
            valid: ["[1,1]"], invalid: ["[2]"]),
        SchemaCase(
            "a tree",
            ##"{"$ref":"#/$defs/t","$defs":{"t":{"type":"object","properties":{"v":{"type":"integer"},"kids":{"type":"array","items":{"$ref":"#/$defs/t"}}},"required":["v"]}}}"##,
            valid: [#"{"v":1,"kids":[{"v":2,"kids":[]}]}"#], invalid: [#"{"v":1,"kids":[{"kids":[]}]}"#]),
        SchemaCase(
            "the document's own address",
            ##"{"$id":"https://example.com/s","$ref":"https://example.com/s#/$defs/a","$defs":{"a":{"const":1}}}"##,
            valid: ["1"],
            invalid: ["2"]),
        SchemaCase(
            "a member named $ref is no reference", ##"{"properties":{"$ref":{"type":"string"}}}"##,
            valid: [##"{"$ref":"#/a"}"##],
            invalid: [#"{"$ref":1}"#]),
        SchemaCase(
            "in enum nothing is a reference", ##"{"enum":[{"$ref":"#/nowhere"}]}"##,
            valid: [##"{"$ref":"#/nowhere"}"##], invalid: ["1"]),
        SchemaCase(
            "the dialect by name", #"{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"null"}"#,
            valid: ["null"], invalid: ["1"]),
    ]

    static let draft7: [SchemaCase] = [
        SchemaCase(
            "items as a list",
            #"{"$schema":"http://json-schema.org/draft-07/schema#","items":[{"type":"integer"}],"additionalItems":{"type":"string"}}"#,
            valid: ["[]", #"[1,"a"]"#], invalid: [#"["a"]"#, "[1,2]"]),
        SchemaCase(
            "additionalItems needs a list",
            #"{"$schema":"http://json-schema.org/draft-07/schema#","items":true,"additionalItems":false}"#,
            valid: ["[1,2]"]),
        SchemaCase(
            "what stands beside $ref is ignored",
            ##"{"$schema":"http://json-schema.org/draft-07/schema","properties":{"a":{"$ref":"#/definitions/n","maximum":1}},"definitions":{"n":{"type":"integer"}}}"##,
            valid: [#"{"a":5}"#], invalid: [#"{"a":"x"}"#]),
        SchemaCase(
            "$id as an anchor",
            ##"{"$schema":"http://json-schema.org/draft-07/schema#","allOf":[{"$ref":"#n"}],"definitions":{"a":{"$id":"#n","const":1}}}"##,
            valid: ["1"], invalid: ["2"]),
        SchemaCase(
            "keywords of 2020-12 are unknown",
            #"{"$schema":"http://json-schema.org/draft-07/schema#","prefixItems":[false],"unevaluatedItems":false}"#,
            valid: ["[1]"]),
    ]
}
