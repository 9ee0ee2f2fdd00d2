//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension ProbeKnown where Self: FixedWidthInteger {
    /// Bounds where the type is narrower than what JSON has here: integers of 64 bits with a sign.
    static func probeSchema(_ probe: SchemaProbe) -> JSONValue {
        var schema: JSONObject = ["type": "integer"]
        if Int64(clamping: Self.min) > .min { schema["minimum"] = .integer(Int64(clamping: Self.min)) }
        if Int64(clamping: Self.max) < .max { schema["maximum"] = .integer(Int64(clamping: Self.max)) }
        return .object(schema)
    }

    static var probeSample: Self { 1 }
}

extension Int: ProbeKnown {}
extension Int8: ProbeKnown {}
extension Int16: ProbeKnown {}
extension Int32: ProbeKnown {}
extension Int64: ProbeKnown {}
extension Int128: ProbeKnown {}
extension UInt: ProbeKnown {}
extension UInt8: ProbeKnown {}
extension UInt16: ProbeKnown {}
extension UInt32: ProbeKnown {}
extension UInt64: ProbeKnown {}
extension UInt128: ProbeKnown {}
