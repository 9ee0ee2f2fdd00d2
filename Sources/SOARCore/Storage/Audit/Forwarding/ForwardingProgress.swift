//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// How far one destination has come, and what may still be on its way.
struct ForwardingProgress: Equatable {
    /// Records that were handed over within a short time.
    private struct Stretch: Equatable {
        var begun: ContinuousClock.Instant
        /// Bytes that were handed over since the beginning, up to its own.
        var bytesBefore: Int
        var ended: ContinuousClock.Instant
        var last: Int64
        /// Bytes that were handed over since the beginning, up to its end.
        var bytes: Int
    }

    /// When records may be taken for received that nobody acknowledges.
    struct Settling: Equatable {
        /// How long the connection must stay whole after them.
        var time: Duration
        /// How many bytes handed over after them do as well.
        var bytes: Int

        static let immediate = Settling(time: .zero, bytes: 0)
    }

    /// Handed over within this part of the settling time and bytes, records settle together: there are never many
    /// stretches.
    private static let grain = 0.1

    /// Up to where the destination has everything; nil before that was read.
    private(set) var position: Int64?
    /// Up to where everything was handed over.
    private(set) var sent: Int64 = 0
    private var unsettled: [Stretch] = []
    private var bytes = 0

    /// Whether records were handed over of which nobody knows that they arrived.
    var hasUnsettled: Bool { !unsettled.isEmpty }

    /// Takes over the place that is remembered.
    ///
    /// - Returns: Whether it is another one than expected; then one has to read from there.
    mutating func adopt(_ stored: Int64) -> Bool {
        guard position != stored else { return false }
        position = stored
        rewind()
        return true
    }

    /// Notes that records were handed over.
    mutating func hand(over last: Int64, bytes count: Int, at now: ContinuousClock.Instant, _ settling: Settling) {
        sent = last
        bytes += count
        var stretch = Stretch(begun: now, bytesBefore: bytes - count, ended: now, last: last, bytes: bytes)
        if let former = unsettled.last, now - former.begun < settling.time * Self.grain,
            Double(bytes - former.bytesBefore) < Double(settling.bytes) * Self.grain
        {
            (stretch.begun, stretch.bytesBefore) = (former.begun, former.bytesBefore)
            unsettled.removeLast()
        }
        unsettled.append(stretch)
    }

    /// Goes back to what is known to have arrived.
    mutating func rewind() {
        sent = position ?? 0
        unsettled = []
    }

    /// The last record that may be taken for received; nil where there is no further one.
    func settled(at now: ContinuousClock.Instant, after settling: Settling) -> Int64? {
        unsettled.last { now - $0.ended >= settling.time || bytes - $0.bytes >= settling.bytes }?.last
    }

    /// Notes that the place was moved.
    mutating func settle(upTo id: Int64) {
        position = id
        unsettled.removeAll { $0.last <= id }
    }
}
