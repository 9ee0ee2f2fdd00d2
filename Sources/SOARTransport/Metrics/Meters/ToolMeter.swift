//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import CoreMetrics
import Metrics
import SOARAuth
import SOARCore

/// Counts and times the calls of one tool.
final class ToolMeter: Sendable {
    /// What became of a call.
    enum Outcome: Int, CaseIterable {
        case success, failure, inputRequired, invalid, denied, unavailable, stopped

        /// What the caller is told.
        init(_ result: JSONObject) {
            if result["isError"] == true {
                self = .failure
            } else {
                self = result["resultType"] == "input_required" ? .inputRequired : .success
            }
        }

        /// Why there is no result.
        init(_ failure: CallFailure) {
            self =
                switch failure {
                case .protocolError: .invalid
                case .refused(.unavailable): .unavailable
                case .refused: .denied
                case .stopped: .stopped
                }
        }

        var label: String {
            switch self {
            case .success: "success"
            case .failure: "failure"
            case .inputRequired: "input_required"
            case .invalid: "invalid"
            case .denied: "denied"
            case .unavailable: "unavailable"
            case .stopped: "stopped"
            }
        }
    }

    private let name: String
    private let counters = Outcome.allCases.map { _ in LazyCounter() }
    private let timer = LazyTimer()

    /// Makes one, without any series yet.
    ///
    /// - Parameter name: The tool's, or a constant for tools whose names are not known beforehand.
    init(_ name: String) { self.name = name }

    func answered(_ outcome: Outcome, after duration: Duration, in factory: any MetricsFactory) {
        counters[outcome.rawValue].increment {
            Counter(
                label: "soar_mcp_tool_calls_total", dimensions: [("tool", name), ("outcome", outcome.label)],
                factory: factory)
        }
        timer.record(duration) {
            Timer(label: "soar_mcp_tool_call_duration_seconds", dimensions: [("tool", name)], factory: factory)
        }
    }
}
