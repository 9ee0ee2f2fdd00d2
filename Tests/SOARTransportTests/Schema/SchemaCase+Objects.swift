//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

extension SchemaCase {
    static let objects: [SchemaCase] = [
        SchemaCase(
            "properties", #"{"properties":{"a":{"type":"integer"},"b":{"type":"string"}}}"#,
            valid: ["{}", #"{"a":1}"#, #"{"a":1,"b":"x","c":[]}"#, "[]", "1"],
            invalid: [#"{"a":"1"}"#, #"{"a":1,"b":null}"#]),
        SchemaCase(
            "a property may be forbidden", #"{"properties":{"a":false}}"#, valid: ["{}"], invalid: [#"{"a":1}"#]),
        SchemaCase(
            "names are compared code point by code point", #"{"properties":{"\u00e9":false}}"#,
            valid: [#"{"e\u0301":1}"#],
            invalid: [#"{"\u00e9":1}"#]),
        SchemaCase(
            "required", #"{"required":["a","b"]}"#, valid: [#"{"a":1,"b":null}"#, "[]", "null"],
            invalid: ["{}", #"{"a":1}"#]),
        SchemaCase("required may be empty", #"{"required":[]}"#, valid: ["{}"]),
        SchemaCase(
            "additionalProperties false", #"{"properties":{"a":true},"additionalProperties":false}"#,
            valid: ["{}", #"{"a":1}"#, "7"], invalid: [#"{"b":1}"#, #"{"a":1,"A":1}"#]),
        SchemaCase(
            "additionalProperties as a schema", #"{"properties":{"a":true},"additionalProperties":{"type":"integer"}}"#,
            valid: [#"{"a":"x","b":1}"#], invalid: [#"{"b":"x"}"#]),
        SchemaCase(
            "additionalProperties looks at its neighbours only",
            #"{"allOf":[{"properties":{"a":true}}],"additionalProperties":false}"#, valid: ["{}"],
            invalid: [#"{"a":1}"#]),
        SchemaCase(
            "patternProperties", #"{"patternProperties":{"^x-":{"type":"string"},"id$":{"minLength":2}}}"#,
            valid: [#"{"x-a":"s","other":1}"#, #"{"x-id":"ab"}"#],
            invalid: [#"{"x-a":1}"#, #"{"x-id":"a"}"#, #"{"id":"a"}"#]),
        SchemaCase(
            "patternProperties beside additionalProperties",
            #"{"patternProperties":{"^x-":true},"additionalProperties":false}"#, valid: [#"{"x-a":1}"#],
            invalid: [#"{"y":1}"#]),
        SchemaCase(
            "propertyNames", #"{"propertyNames":{"maxLength":3}}"#, valid: ["{}", #"{"abc":1}"#, "[]"],
            invalid: [#"{"abcd":1}"#]),
        SchemaCase("propertyNames false", #"{"propertyNames":false}"#, valid: ["{}"], invalid: [#"{"a":1}"#]),
        SchemaCase("minProperties", #"{"minProperties":1}"#, valid: [#"{"a":1}"#, "[]"], invalid: ["{}"]),
        SchemaCase("maxProperties", #"{"maxProperties":1}"#, valid: ["{}", #"{"a":1}"#], invalid: [#"{"a":1,"b":2}"#]),
        SchemaCase(
            "dependentRequired", #"{"dependentRequired":{"card":["address","name"]}}"#,
            valid: ["{}", #"{"name":1}"#, #"{"card":1,"address":1,"name":1}"#, "3"],
            invalid: [#"{"card":1}"#, #"{"card":1,"name":1}"#]),
        SchemaCase(
            "dependentSchemas", #"{"dependentSchemas":{"card":{"required":["address"]},"x":false}}"#,
            valid: ["{}", #"{"card":1,"address":1}"#, "[]"], invalid: [#"{"card":1}"#, #"{"x":1}"#]),
        SchemaCase(
            "dependencies of older drafts", #"{"dependencies":{"a":["b"],"c":{"required":["d"]}}}"#,
            valid: ["{}", #"{"a":1,"b":1}"#, #"{"c":1,"d":1}"#], invalid: [#"{"a":1}"#, #"{"c":1}"#]),
    ]

    static let arrays: [SchemaCase] = [
        SchemaCase(
            "items", #"{"items":{"type":"integer"}}"#, valid: ["[]", "[1,2]", "{}"], invalid: [#"[1,"2"]"#, "[null]"]),
        SchemaCase("items false", #"{"items":false}"#, valid: ["[]"], invalid: ["[1]"]),
        SchemaCase(
            "prefixItems", #"{"prefixItems":[{"type":"integer"},{"type":"string"}]}"#,
            valid: ["[]", "[1]", #"[1,"a",null]"#], invalid: [#"["a"]"#, "[1,2]"]),
        SchemaCase(
            "items after prefixItems", #"{"prefixItems":[true],"items":{"type":"null"}}"#, valid: ["[1]", "[1,null]"],
            invalid: ["[1,2]"]),
        SchemaCase(
            "a closed tuple", #"{"prefixItems":[true,true],"items":false}"#, valid: ["[1,2]", "[1]"],
            invalid: ["[1,2,3]"]),
        SchemaCase("minItems", #"{"minItems":1}"#, valid: ["[1]", #""""#], invalid: ["[]"]),
        SchemaCase("maxItems", #"{"maxItems":1}"#, valid: ["[]", "[1]", #""ab""#], invalid: ["[1,2]"]),
        SchemaCase(
            "uniqueItems", #"{"uniqueItems":true}"#,
            valid: [
                "[]", "[1,true,0,false]", #"[1,"1"]"#, #"[{"a":1},{"a":2}]"#, "[[0],[false]]", #"["\u00e9","e\u0301"]"#,
            ],
            invalid: ["[1,1.0]", #"["a","b","a"]"#, #"[{"a":1,"b":2},{"b":2.0,"a":1}]"#, "[[1],[1]]", "[null,null]"]),
        SchemaCase("uniqueItems false", #"{"uniqueItems":false}"#, valid: ["[1,1]"]),
        SchemaCase(
            "contains", #"{"contains":{"minimum":5,"type":"integer"}}"#, valid: ["[1,5]", "{}"],
            invalid: ["[]", "[1,2]"]),
        SchemaCase("contains true", #"{"contains":true}"#, valid: ["[1]"], invalid: ["[]"]),
        SchemaCase("contains false", #"{"contains":false}"#, valid: ["1"], invalid: ["[]", "[1]"]),
        SchemaCase(
            "minContains", #"{"contains":{"const":1},"minContains":2}"#, valid: ["[1,2,1]"], invalid: ["[1]", "[]"]),
        SchemaCase("minContains 0", #"{"contains":{"const":1},"minContains":0}"#, valid: ["[]", "[2]"]),
        SchemaCase(
            "maxContains", #"{"contains":{"const":1},"maxContains":1}"#, valid: ["[1,2]"], invalid: ["[]", "[1,1]"]),
        SchemaCase(
            "minContains 0 and maxContains", #"{"contains":{"const":1},"minContains":0,"maxContains":1}"#,
            valid: ["[]", "[1]"],
            invalid: ["[1,1]"]),
        SchemaCase("minContains alone means nothing", #"{"minContains":2}"#, valid: ["[]", "[1]"]),
    ]
}
