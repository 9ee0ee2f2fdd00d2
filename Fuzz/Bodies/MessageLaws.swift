//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport

/// What holds for the reader of messages, whatever it is given.
enum MessageLaws {
    /// Limits that a short input can pass.
    private static let tight = JSONLimits(maximumBytes: 256, maximumDepth: 6, maximumValues: 24)

    static func check(_ input: [UInt8]) throws(FuzzFinding) {
        let outcome = parse(input, JSONLimits())
        try checkLimits(input, outcome)
        switch outcome {
        case .failure(let error):
            try expect((0...input.count).contains(error.offset), "A fault outside of the text: \(error)")
        case .success(let value):
            try checkRoundTrip(value)
            try JSONReference.check(input, against: value)
            try checkMessage(value)
        }
    }

    private static func parse(_ text: [UInt8], _ limits: JSONLimits) -> Result<JSONValue, JSONParseError> {
        Result { () throws(JSONParseError) in try JSONParser.parse(text, limits: limits) }
    }

    /// Tight limits refuse what passes them, and change nothing about the rest.
    private static func checkLimits(
        _ input: [UInt8], _ outcome: Result<JSONValue, JSONParseError>
    ) throws(FuzzFinding) {
        switch (parse(input, tight), outcome) {
        case (.success(let value), .success(let free)):
            try expect(value.encoded() == free.encoded(), "Limits change the value.")
            try expect(isWithin(value, bytes: input.count), "Passes the limits: \(free.text())")
        case (.failure(let error), .success(let free)):
            let isLimit = [.tooLong, .tooDeep, .tooManyValues].contains(error.code)
            try expect(isLimit, "Only refused with tight limits, and not for them: \(error)")
            try expect(!isWithin(free, bytes: input.count), "Within the limits, and refused: \(error)")
        case (.failure(let error), .failure(let free)):
            let isLimit = [.tooLong, .tooDeep, .tooManyValues].contains(error.code)
            try expect(isLimit || error == free, "Two reasons: \(error), \(free)")
        case (.success, .failure(let error)):
            throw FuzzFinding(description: "Only accepted with tight limits: \(error)")
        }
    }

    private static func isWithin(_ value: JSONValue, bytes: Int) -> Bool {
        let size = size(of: value)
        return bytes <= tight.maximumBytes && size.depth <= tight.maximumDepth && size.values <= tight.maximumValues
    }

    private static func size(of value: JSONValue) -> (depth: Int, values: Int) {
        let parts: [JSONValue]
        switch value {
        case .array(let elements): parts = elements
        case .object(let members): parts = members.map(\.value)
        default: return (0, 1)
        }
        return parts.map(size).reduce(into: (1, 1)) { total, part in
            total = (max(total.0, part.depth + 1), total.1 + part.values)
        }
    }

    /// What is written is one line, and is read as the same.
    private static func checkRoundTrip(_ value: JSONValue) throws(FuzzFinding) {
        let written = value.encoded()
        try expect(written.allSatisfy { $0 >= 0x20 }, "A control character goes out.")
        for text in [written, Array(value.text(pretty: true).utf8)] {
            switch parse(text, JSONLimits()) {
            case .success(let again):
                try expect(again == value && again.encoded() == written, "Read again as \(again.text())")
            case .failure(let error): throw FuzzFinding(description: "Not read again: \(error), \(value.text())")
            }
        }
    }

    /// A message that is put together from what was read is read as the same.
    private static func checkMessage(_ value: JSONValue) throws(FuzzFinding) {
        switch message(value) {
        case .success(let first):
            guard case .success(let again) = message(json(of: first)) else {
                throw FuzzFinding(description: "Not read again: \(json(of: first).text())")
            }
            try expect(json(of: again).encoded() == json(of: first).encoded(), "Read again as \(again)")
        case .failure(let fault):
            let isTold = fault.error.code == -32600 && !fault.error.message.isEmpty
            try expect(isTold, "A fault of another kind: \(fault)")
        }
    }

    private static func message(_ value: JSONValue) -> Result<JSONRPCMessage, JSONRPCFault> {
        Result { () throws(JSONRPCFault) in try JSONRPCMessage(value) }
    }

    private static func json(of message: JSONRPCMessage) -> JSONValue {
        switch message {
        case .request(let request):
            [
                "jsonrpc": "2.0", "id": request.id.json, "method": .string(request.method),
                "params": .object(request.params),
            ]
        case .notification(let method, let params):
            ["jsonrpc": "2.0", "method": .string(method), "params": .object(params)]
        case .response(let id, .success(let result)): ["jsonrpc": "2.0", "id": id.json, "result": result]
        case .response(let id, .failure(let error)): ["jsonrpc": "2.0", "id": id.json, "error": error.json]
        }
    }
}
