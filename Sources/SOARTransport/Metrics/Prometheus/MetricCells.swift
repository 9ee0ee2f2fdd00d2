//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import CoreMetrics
import Synchronization

/// One series: what is counted under one name and one set of labels.
enum MetricCell: Sendable {
    case counter(CounterCell)
    case gauge(GaugeCell)
    case histogram(HistogramCell)
    /// A figure that was asked for.
    case reading(Double)
}

/// A number with a fraction that several threads change at once, without a lock.
struct AtomicDouble: ~Copyable {
    private let bits: Atomic<UInt64>

    init(_ value: Double = 0) { bits = Atomic(value.bitPattern) }

    var value: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }

    func store(_ value: Double) { bits.store(value.bitPattern, ordering: .relaxed) }

    func add(_ amount: Double) {
        var known = bits.load(ordering: .relaxed)
        while true {
            let changed = (Double(bitPattern: known) + amount).bitPattern
            let (done, found) = bits.weakCompareExchange(expected: known, desired: changed, ordering: .relaxed)
            if done { return }
            known = found
        }
    }
}

/// Only grows; amounts that are negative or no number are left out.
final class CounterCell: CounterHandler, FloatingPointCounterHandler, Sendable {
    private let whole = Atomic<Int64>(0)
    private let fraction = AtomicDouble()

    var value: Double { Double(whole.load(ordering: .relaxed)) + fraction.value }

    func increment(by amount: Int64) {
        if amount > 0 { whole.wrappingAdd(amount, ordering: .relaxed) }
    }

    func increment(by amount: Double) {
        if amount > 0, amount.isFinite { fraction.add(amount) }
    }

    func reset() {
        whole.store(0, ordering: .relaxed)
        fraction.store(0)
    }
}

/// Goes up and down.
final class GaugeCell: MeterHandler, RecorderHandler, Sendable {
    private let number = AtomicDouble()

    var value: Double { number.value }

    func set(_ value: Int64) { number.store(Double(value)) }
    func set(_ value: Double) { number.store(value) }
    func record(_ value: Int64) { number.store(Double(value)) }
    func record(_ value: Double) { number.store(value) }

    func increment(by amount: Double) {
        if amount > 0, amount.isFinite { number.add(amount) }
    }

    func decrement(by amount: Double) {
        if amount > 0, amount.isFinite { number.add(-amount) }
    }
}

/// Counts how often values fell into each of several ranges, and sums them up.
final class HistogramCell: RecorderHandler, TimerHandler, Sendable {
    private final class Count: Sendable {
        let value = Atomic<Int64>(0)
    }

    /// Ascending; the last range has no bound.
    let bounds: [Double]
    private let counts: [Count]
    private let total = AtomicDouble()

    init(bounds: [Double]) {
        self.bounds = Set(bounds.filter(\.isFinite)).sorted()
        counts = (0...self.bounds.count).map { _ in Count() }
    }

    var sum: Double { total.value }

    /// How many values fell at or below each bound, and how many there were: the last one is all of them.
    var cumulative: [Int64] {
        var sum: Int64 = 0
        return counts.map { count in
            sum += count.value.load(ordering: .relaxed)
            return sum
        }
    }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }

    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        guard value.isFinite else { return }
        var range = 0
        while range < bounds.count, value > bounds[range] { range += 1 }
        counts[range].value.wrappingAdd(1, ordering: .relaxed)
        total.add(value)
    }
}
