//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import CoreMetrics
public import HummingbirdCore
import Metrics

/// Counts the connections of a listener, and leaves the decision about them to another delegate.
public struct MeteringConnections<Base: AvailableConnectionsDelegate>: AvailableConnectionsDelegate {
    private var base: Base
    private let open: Meter
    private let accepted: Counter

    /// Makes the figures, once.
    ///
    /// - Parameters:
    ///   - base: Decides.
    ///   - name: Tells this listener from others; a constant.
    ///   - factory: Where the figures go.
    public init(_ base: Base, as name: String, factory: any MetricsFactory) {
        self.base = base
        open = Meter(label: "soar_mcp_connections", dimensions: [("listener", name)], factory: factory)
        accepted = Counter(
            label: "soar_mcp_connections_accepted_total", dimensions: [("listener", name)], factory: factory)
    }

    public mutating func connectionOpened() {
        base.connectionOpened()
        open.increment()
        accepted.increment()
    }

    public mutating func connectionClosed() {
        base.connectionClosed()
        open.decrement()
    }

    public func isAcceptingNewConnections() -> Bool { base.isAcceptingNewConnections() }
}
