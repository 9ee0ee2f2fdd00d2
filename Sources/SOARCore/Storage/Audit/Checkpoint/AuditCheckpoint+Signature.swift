//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

extension AuditCheckpoint {
    /// The first line of what is signed, so that the key signs nothing else by mistake.
    private static let purpose = "soar-mcp-audit-checkpoint-1"

    /// What is signed: five lines of text, so that any tool can check it.
    ///
    /// Nil where the time is none that can be written.
    private var message: [UInt8]? {
        guard let time = RFC3339.text(time, fractionDigits: 3) else { return nil }
        let lines = [Self.purpose, String(point.id), Hexadecimal.text(point.hash), String(count), time, ""]
        return Array(lines.joined(separator: "\n").utf8)
    }

    /// The checkpoint with its signature, for a line of a file.
    ///
    /// - Throws: ``AuditCheckpointError`` where it can't be signed.
    public func signed(with key: AuditSigningKey) throws(AuditCheckpointError) -> JSONObject {
        guard let message else { throw AuditCheckpointError(.malformed) }
        return [
            "checkpoint": 1, "id": .integer(point.id), "hash": .string(Hexadecimal.text(point.hash)),
            "count": .integer(count), "time": JSONValue(RFC3339.text(time, fractionDigits: 3)),
            "key": .string(key.publicKey.id),
            "signature": .string(Base64URL.encode(try key.signature(for: message))),
        ]
    }

    /// Reads a checkpoint, and holds its signature against a key.
    ///
    /// - Throws: ``AuditCheckpointError`` where it is none, or not signed for that key.
    public init(signed json: JSONValue, by key: AuditPublicKey) throws(AuditCheckpointError) {
        guard json["checkpoint"] == 1, let id = json["id"]?.integerValue, let count = json["count"]?.integerValue,
            let hash = json["hash"]?.stringValue.flatMap(Hexadecimal.bytes), hash.count == AuditChainPoint.hashLength,
            let time = json["time"]?.stringValue.flatMap(RFC3339.date),
            let signature = json["signature"]?.stringValue.flatMap({ Base64URL.decode($0) })
        else { throw AuditCheckpointError(.malformed) }
        self.init(point: AuditChainPoint(id: id, hash: hash), count: count, time: time.asStored)
        guard json["key"]?.stringValue == key.id else { throw AuditCheckpointError(.otherKey) }
        guard let message, key.isValid(signature, for: message) else { throw AuditCheckpointError(.badSignature) }
    }
}
