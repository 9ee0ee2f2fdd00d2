//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

extension OctoMationSimulator {
    /// Where a simulator listens, whom it lets in and what it starts with.
    public struct Configuration: Sendable {
        /// The token that is let in where nothing else is said.
        public static let defaultToken = "octomation-simulator-token"

        /// The address to listen on.
        public var host = "127.0.0.1"
        /// The port to listen on; 0 takes a free one.
        public var port = 0
        /// The values of `hg-token` that are let in.
        public var tokens: Set<String> = [defaultToken]
        /// How everybody else is turned away.
        public var refusal = Refusal.businessCode
        /// The playbooks and applications at the start.
        public var seed = SimulatorSeed()
        /// How long each part of a run takes.
        public var durations = Durations()
        /// What is kept at most.
        public var limits = Limits()

        public init() {}
    }
}

extension OctoMationSimulator.Configuration {
    /// How a call without an accepted token is answered; both ways are met in the field.
    public enum Refusal: Sendable {
        /// HTTP 200 with `"code":401`.
        case businessCode
        /// HTTP 401 with the same body.
        case httpStatus
    }

    /// How long each part of a run takes, by the simulator's clock.
    public struct Durations: Sendable {
        /// In NEW.
        public var queued = Duration.milliseconds(200)
        /// In RUNNING.
        public var running = Duration.milliseconds(800)
        /// In WAITING_APPROVE, until somebody is taken to have approved; nil waits for ``SimulatorExecutions/approve(_:)``.
        public var approval: Duration? = .seconds(30)
        /// In APPROVE_DONE.
        public var resuming = Duration.milliseconds(200)

        public init() {}
    }

    /// What is kept at most.
    public struct Limits: Sendable {
        /// Requests that are remembered; the oldest go first, but stay counted.
        public var recordedRequests = 1000
        /// Runs that are remembered; the oldest go first.
        public var executions = 1000
        /// Length of a request's body in bytes; a longer one is answered with HTTP 413.
        public var requestBodyBytes = 1024 * 1024

        public init() {}
    }
}
