//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import CoreMetrics
import Metrics
public import SOARCore

/// Counts and times the calls of a platform.
public struct MeteringPlatform: SOARPlatform {
    /// What can be asked of a platform.
    private enum Operation: Int, CaseIterable {
        case playbooks, parameters, execute, status, result, applications
    }

    /// The figures of one operation.
    private struct Meters {
        var success: Counter
        var failures: [PlatformError.Code: Counter]
        var timer: Timer
    }

    private var base: any SOARPlatform
    private let meters: [Meters]

    /// Makes the figures, once.
    ///
    /// - Parameters:
    ///   - base: Is asked.
    ///   - factory: Where the figures go.
    public init(_ base: any SOARPlatform, factory: any MetricsFactory) {
        self.base = base
        meters = Operation.allCases.map { operation in
            let label = ("operation", "\(operation)")
            func counter(_ outcome: String) -> Counter {
                Counter(
                    label: "soar_mcp_platform_calls_total", dimensions: [label, ("outcome", outcome)],
                    factory: factory)
            }
            return Meters(
                success: counter("success"),
                failures: Dictionary(
                    PlatformError.Code.all.map { ($0, counter($0.label)) }, uniquingKeysWith: { first, _ in first }),
                timer: Timer(
                    label: "soar_mcp_platform_call_duration_seconds", dimensions: [label], factory: factory))
        }
    }

    /// The same figures for another platform.
    func metering(_ platform: any SOARPlatform) -> MeteringPlatform {
        var copy = self
        copy.base = platform
        return copy
    }

    public func playbooks() async throws(PlatformError) -> [Playbook] {
        try await metered(.playbooks) { () async throws(PlatformError) in try await base.playbooks() }
    }

    public func parameters(of playbook: PlaybookID) async throws(PlatformError) -> [PlaybookParameter] {
        try await metered(.parameters) { () async throws(PlatformError) in try await base.parameters(of: playbook) }
    }

    public func execute(_ request: ExecutionRequest) async throws(PlatformError) -> ActivityID {
        try await metered(.execute) { () async throws(PlatformError) in try await base.execute(request) }
    }

    public func status(of activity: ActivityID) async throws(PlatformError) -> ActivityStatus {
        try await metered(.status) { () async throws(PlatformError) in try await base.status(of: activity) }
    }

    public func result(of activity: ActivityID) async throws(PlatformError) -> JSONValue {
        try await metered(.result) { () async throws(PlatformError) in try await base.result(of: activity) }
    }

    public func applications() async throws(PlatformError) -> [Application] {
        try await metered(.applications) { () async throws(PlatformError) in try await base.applications() }
    }

    private func metered<Value>(
        _ operation: Operation, _ body: () async throws(PlatformError) -> Value
    ) async throws(PlatformError) -> Value {
        let meters = meters[operation.rawValue]
        let begun = ContinuousClock.now
        defer { meters.timer.record(duration: begun.duration(to: .now)) }
        do throws(PlatformError) {
            let value = try await body()
            meters.success.increment()
            return value
        } catch {
            meters.failures[error.code]?.increment()
            throw error
        }
    }
}
