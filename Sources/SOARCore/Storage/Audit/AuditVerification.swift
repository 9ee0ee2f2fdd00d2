//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// What a check of the audit log's chain has found.
public struct AuditVerification: Hashable, Sendable {
    /// Something that isn't as it was written, and where.
    public struct Fault: Hashable, Sendable {
        /// What is wrong.
        public enum Kind: String, Sendable, CaseIterable {
            /// The hash doesn't fit: the record was changed, put in by hand, or moved here.
            case altered
            /// There are no records with these numbers.
            case missing
            /// Records were taken from the end, or the log was set back to an earlier state.
            case cut
            /// All hashes fit, but the checkpoint saw another history up to this record.
            case rewritten
            /// There are records where there can't be any.
            case inserted
            /// What is known of records that were taken out doesn't fit.
            case badSeal
            /// They are in the log, but queries don't find them by what they have.
            case hidden
        }

        public var kind: Kind
        /// The first record that is concerned.
        public var first: Int64
        /// The last record that is concerned.
        public var last: Int64

        public init(_ kind: Kind, first: Int64, last: Int64) {
            self.kind = kind
            self.first = first
            self.last = last
        }
    }

    /// How many faults are listed at most; all are counted.
    public static let maximumFaults = 100
    /// How many segments are listed at most, the newest; all are counted.
    public static let maximumSegments = 100

    /// How many records were read and held against the chain.
    public internal(set) var checked: Int64 = 0
    /// The first record that is there.
    public internal(set) var first: Int64?
    /// The end of the chain; nil where there never was a record.
    public internal(set) var head: AuditChainPoint?
    /// The newest of the segments that were taken out.
    public internal(set) var segments: [AuditSegment] = []
    /// How many segments were taken out.
    public internal(set) var segmentCount = 0
    /// How many records were taken out.
    public internal(set) var sealedRecords: Int64 = 0
    /// How many records of the last segment are not deleted yet.
    public internal(set) var leftovers: Int64 = 0
    /// How many of the checkpoints were met.
    public internal(set) var confirmedCheckpoints = 0
    /// How many of the checkpoints stand for a record that was taken out.
    public internal(set) var unverifiableCheckpoints = 0
    /// What is wrong, in the order of the records; neighbours of one kind are one fault.
    public internal(set) var faults: [Fault] = []
    /// How many faults there are.
    public internal(set) var faultCount = 0
    /// What of the database is not as this program builds it.
    public internal(set) var schemaFaults: [SchemaFault] = []
    /// How long it took.
    public internal(set) var duration: Duration = .zero

    /// Whether nothing is wrong.
    public var isIntact: Bool { faultCount == 0 && schemaFaults.isEmpty }

    /// Records that were checked in a second.
    public var rate: Double { Double(checked) / max(duration.seconds, 1e-9) }

    mutating func add(_ kind: Fault.Kind, first: Int64, last: Int64) {
        if faultCount <= Self.maximumFaults, let fault = faults.last, fault.kind == kind, fault.last + 1 == first {
            faults[faults.count - 1].last = last
            return
        }
        faultCount += 1
        if faults.count < Self.maximumFaults { faults.append(Fault(kind, first: first, last: last)) }
    }
}
