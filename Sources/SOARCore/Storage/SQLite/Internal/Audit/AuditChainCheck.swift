//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import GRDB

/// Walks along the audit log's chain, some thousand records a step, so that no read holds up the database's upkeep.
struct AuditChainCheck: Sendable {
    private(set) var result = AuditVerification()
    /// The record that was read last, with the hash that is stored for it.
    private var position = AuditChainPoint.start
    /// How many records there were up to the position.
    private var count: Int64 = 0
    private var isFirstStep = true
    /// What was seen from outside, the oldest first; those that were passed are gone.
    private var checkpoints: ArraySlice<AuditCheckpoint>
    private let stepLength: Int
    /// Where to stop; nil for the end.
    private let end: Int64?

    init(checkpoints: [AuditCheckpoint] = [], upTo end: Int64? = nil, stepLength: Int = 50_000) {
        self.checkpoints = checkpoints.sorted { $0.point.id < $1.point.id }[...]
        self.end = end
        self.stepLength = stepLength
    }

    /// Where the check stands.
    var lastChecked: AuditChainPoint { position }

    /// Reads on.
    ///
    /// - Returns: Whether there is more.
    mutating func step(_ database: Database) throws -> Bool {
        if isFirstStep { try inspectSeals(database) }
        isFirstStep = false
        // Somebody may have sealed records since the last step.
        if let sealed = try AuditSegment.newest(in: database), sealed.last.id > position.id {
            count = sealed.last.id
            position = sealed.last
            skipCheckpoints(recordedUpTo: try sealed.recordedEnd(database))
        }
        let limit = min(Int64(stepLength), (end ?? .max) - position.id)
        var scanner = try AuditRowScanner(database, after: position, limit: Int(max(0, limit)))
        var blocks = AuditBlockCheck()
        var number: Int64 = 0
        while let link = try scanner.next() {
            number += 1
            take(link)
            if let first = checkpoints.first, first.point.id <= link.id { pass(link.id, scanner.previousHash) }
            // What was changed by hand is a fault of its own.
            if end == nil, link.fits, let hidden = try blocks.take(link.id, scanner, database) { add(hidden) }
            position.id = link.id
        }
        if let hidden = try blocks.finish(database) { add(hidden) }
        position.hash = scanner.previousHash
        if number == limit, position.id != end { return true }
        if end == nil { try finish(database) }
        return false
    }

    /// Takes note of records that a query would overlook.
    private mutating func add(_ hidden: ClosedRange<Int64>) {
        result.add(.hidden, first: hidden.lowerBound, last: hidden.upperBound)
    }

    private mutating func take(_ link: AuditRowScanner.Link) {
        if result.first == nil { result.first = link.id }
        result.checked += 1
        count += 1
        if link.id != position.id + 1 {
            // What the hash should follow from is gone, so it says nothing.
            result.add(.missing, first: position.id + 1, last: link.id - 1)
        } else if !link.fits {
            result.add(.altered, first: link.id, last: link.id)
        }
    }

    /// Compares with what was seen from outside.
    private mutating func pass(_ id: Int64, _ hash: [UInt8]) {
        while let checkpoint = checkpoints.first, checkpoint.point.id <= id {
            checkpoints.removeFirst()
            if checkpoint.point == AuditChainPoint(id: id, hash: hash), checkpoint.count == count {
                result.confirmedCheckpoints += 1
            } else {
                result.add(.rewritten, first: checkpoint.point.id, last: checkpoint.point.id)
            }
        }
    }

    /// What a checkpoint saw inside of a segment can't be seen any more; at its end it can.
    ///
    /// A record that it saw and that was not among those which the log says were taken out is missing.
    private mutating func skipCheckpoints(recordedUpTo recorded: Int64) {
        while let checkpoint = checkpoints.first, checkpoint.point.id < position.id {
            checkpoints.removeFirst()
            if checkpoint.point.id <= recorded {
                result.unverifiableCheckpoints += 1
            } else {
                result.add(.missing, first: checkpoint.point.id, last: checkpoint.point.id)
            }
        }
        pass(position.id, position.hash)
    }

    private mutating func finish(_ database: Database) throws {
        if count > 0 { result.head = position }
        let highest = max(try AuditRow.highestKnown(in: database), checkpoints.last?.point.id ?? 0)
        if highest > position.id { result.add(.cut, first: position.id + 1, last: highest) }
    }
}

extension AuditChainCheck {
    /// Looks at what is known of the records that were taken out.
    private mutating func inspectSeals(_ database: Database) throws {
        var last: Int64 = 0
        let segments = try AuditSegment.fetchCursor(database)
        while let segment = try segments.next() {
            let isOnRecord = try segment.isOnRecord(database)
            if segment.first != last + 1 || !isOnRecord {
                result.add(.badSeal, first: segment.first, last: segment.last.id)
            }
            last = segment.last.id
            result.segmentCount += 1
            result.sealedRecords += segment.count
            result.segments.append(segment)
            if result.segments.count > AuditVerification.maximumSegments { result.segments.removeFirst() }
        }
        // A deletion that was interrupted leaves records of the last segment; further back there is nothing.
        let oldest = result.segments.last?.first ?? 1
        result.leftovers = try Self.number(database, of: "id >= ? AND id <= ?", [oldest, last])
        let stray = "SELECT min(id), max(id) FROM audit_records WHERE id < ?"
        if let row = try Row.fetchOne(database, sql: stray, arguments: [oldest]), let first: Int64 = row[0],
            let end: Int64 = row[1]
        {
            result.add(.inserted, first: first, last: end)
        }
    }

    private static func number(
        _ database: Database, of condition: String, _ arguments: StatementArguments
    ) throws -> Int64 {
        try Int64.fetchOne(
            database, sql: "SELECT count(*) FROM audit_records WHERE \(condition)", arguments: arguments) ?? 0
    }
}
