//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport

/// What holds for a stream of events: the input's first line is an id, the rest JSON or else a text.
enum EventLaws {
    static func check(_ input: [UInt8]) throws(FuzzFinding) {
        let parts = lines(input, atMost: 2)
        let id = identifier(parts[0])
        let message = json(parts.count == 2 ? parts[1] : []).encoded()
        let next = JSONValue.string(id).encoded()

        let stream =
            SSEWriter.priming(id: id, retry: .seconds(3)) + SSEWriter.keepAlive + SSEWriter.event(message, id: id)
            + SSEWriter.keepAlive + SSEWriter.event(next)
        var reader = EventReader()
        reader.read(stream)

        let expected = [[], message, next].map { EventReader.Event(type: "message", data: $0, lastID: Array(id.utf8)) }
        try expect(reader.events == expected, "A client gets \(reader.events.map(\.description))")
        try expect(reader.retry == 3_000, "A client waits \(reader.retry ?? -1) ms.")

        var other = EventReader()
        other.read(SSEWriter.event(message))
        try expect(
            other.events == [EventReader.Event(type: "message", data: message, lastID: [])],
            "A client gets \(other.events.map(\.description))")
    }

    /// An id as a server can choose one: without line ends, and without what clients ignore ids for.
    private static func identifier(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.filter { ![0x00, 0x0A, 0x0D].contains($0) }, as: UTF8.self)
    }

    private static func json(_ bytes: [UInt8]) -> JSONValue {
        (try? JSONParser.parse(bytes)) ?? .string(String(decoding: bytes, as: UTF8.self))
    }
}
