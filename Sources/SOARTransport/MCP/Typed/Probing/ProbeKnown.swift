//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

import struct Foundation.Data
import struct Foundation.Date
import struct Foundation.Decimal
import struct Foundation.URL
import struct Foundation.UUID

/// A type that `JSONValueDecoder` reads in a way of its own, or whose `init(from:)` tells too little.
protocol ProbeKnown {
    /// What is accepted.
    static func probeSchema(_ probe: SchemaProbe) throws -> JSONValue
    /// A value to go on with.
    static var probeSample: Self { get }
}

extension Bool: ProbeKnown {
    static func probeSchema(_ probe: SchemaProbe) -> JSONValue { ["type": "boolean"] }
    static var probeSample: Bool { false }
}

extension String: ProbeKnown {
    static func probeSchema(_ probe: SchemaProbe) -> JSONValue { ["type": "string"] }
    static var probeSample: String { "text" }
}

extension Double: ProbeKnown {
    static func probeSchema(_ probe: SchemaProbe) -> JSONValue { ["type": "number"] }
    static var probeSample: Double { 1 }
}

extension Float: ProbeKnown {
    static func probeSchema(_ probe: SchemaProbe) -> JSONValue {
        let largest = Double(greatestFiniteMagnitude)
        return ["type": "number", "minimum": .double(-largest), "maximum": .double(largest)]
    }
    static var probeSample: Float { 1 }
}

extension Decimal: ProbeKnown {
    /// A number, or its digits where a client would round it.
    static func probeSchema(_ probe: SchemaProbe) -> JSONValue {
        ["type": ["number", "string"], "pattern": #"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$"#]
    }
    static var probeSample: Decimal { 1 }
}

extension Date: ProbeKnown {
    static func probeSchema(_ probe: SchemaProbe) -> JSONValue { ["type": "string", "format": "date-time"] }
    static var probeSample: Date { Date(timeIntervalSince1970: 0) }
}

extension URL: ProbeKnown {
    static func probeSchema(_ probe: SchemaProbe) -> JSONValue { ["type": "string", "format": "uri"] }
    static var probeSample: URL { URL(filePath: "/") }
}

extension UUID: ProbeKnown {
    static func probeSchema(_ probe: SchemaProbe) -> JSONValue { ["type": "string", "format": "uuid"] }
    static var probeSample: UUID { UUID() }
}

extension Data: ProbeKnown {
    static func probeSchema(_ probe: SchemaProbe) -> JSONValue { ["type": "string", "contentEncoding": "base64"] }
    static var probeSample: Data { Data() }
}

extension JSONValue: ProbeKnown {
    static func probeSchema(_ probe: SchemaProbe) -> JSONValue { [:] }
    static var probeSample: JSONValue { .null }
}

extension JSONObject: ProbeKnown {
    static func probeSchema(_ probe: SchemaProbe) -> JSONValue { ["type": "object"] }
    static var probeSample: JSONObject { [:] }
}
