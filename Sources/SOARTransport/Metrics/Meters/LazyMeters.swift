//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import CoreMetrics
import Metrics
import Synchronization

/// A counter that is made when it is first needed, so that what never happens has no series; then it is kept.
final class LazyCounter: Sendable {
    private let made = AtomicLazyReference<Counter>()

    func increment(_ make: () -> Counter) { (made.load() ?? made.storeIfNil(make())).increment() }
}

/// A timer that is made when it is first needed; then it is kept.
final class LazyTimer: Sendable {
    private let made = AtomicLazyReference<Timer>()

    func record(_ duration: Duration, _ make: () -> Timer) {
        (made.load() ?? made.storeIfNil(make())).record(duration: duration)
    }
}
