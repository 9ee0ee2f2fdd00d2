//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import SOARCore

/// One argument that a header repeats (MCP 2026-07-28, transports, "Custom Headers from Tool Parameters").
struct HeaderParameter: Sendable {
    /// The JSON types that a header can stand for.
    enum Kind: String, CaseIterable, Sendable {
        case string, integer, boolean
    }

    /// The whole name, `Mcp-Param-…`.
    let header: HTTPField.Name
    /// The names that lead to the argument.
    let path: [String]
    /// The same for people.
    let place: SchemaPath
    let kind: Kind

    /// Compares the header with the argument.
    ///
    /// - Throws: -32020, in words that name the header and repeat neither value.
    func check(_ arguments: JSONObject, headers: HTTPFields) throws(JSONRPCError) {
        let values = headers[values: header]
        guard values.count <= 1 else { throw mismatch("must not be there twice") }
        var argument: JSONValue? = .object(arguments)
        for name in path { argument = argument?[name] }
        switch (argument, values.first) {
        case (nil, nil), (.null?, nil): return
        // Who reads the header would act on a value that the call does not have.
        case (nil, _?), (.null?, _?):
            throw mismatch("must be left out, for the call has no argument '\(place.argument)'")
        case (_?, nil): throw mismatch("is missing: it must repeat the argument '\(place.argument)'")
        case (let argument?, let value?):
            guard try repeats(argument, try decoded(value)) else {
                throw mismatch("differs from the argument '\(place.argument)'")
            }
        }
    }

    private func decoded(_ value: String) throws(JSONRPCError) -> String {
        guard value.utf8.allSatisfy({ (0x20...0x7E).contains($0) || $0 == 0x09 }) else {
            throw mismatch("holds characters that a header may not hold: encode the value as =?base64?…?=")
        }
        guard let decoded = HeaderSentinel.decode(value) else {
            throw mismatch("is not sound Base64 of UTF-8 text between its markers")
        }
        return decoded
    }

    private func repeats(_ argument: JSONValue, _ text: String) throws(JSONRPCError) -> Bool {
        switch kind {
        case .string:
            guard let string = argument.stringValue else { throw wrongKind }
            // Texts that are only canonically equivalent are two different ones to everybody else.
            return string.utf8.elementsEqual(text.utf8)
        case .boolean:
            guard let flag = argument.boolValue else { throw wrongKind }
            return text.utf8.elementsEqual((flag ? "true" : "false").utf8)
        case .integer:
            guard let integer = argument.integerValue else { throw wrongKind }
            guard integer.magnitude <= HeaderInteger.maximumMagnitude else {
                throw mismatch("can't stand for the argument '\(place.argument)', which is beyond ±(2^53 − 1)")
            }
            return HeaderInteger.read(text) == integer
        }
    }

    private var wrongKind: JSONRPCError {
        let kind = kind == .integer ? "an integer" : "a \(kind.rawValue)"
        return mismatch("can't be compared, for the argument '\(place.argument)' is not \(kind)")
    }

    private func mismatch(_ fault: String) -> JSONRPCError {
        JSONRPCError(code: -32020, message: "The header '\(header.rawName)' \(fault).")
    }
}
