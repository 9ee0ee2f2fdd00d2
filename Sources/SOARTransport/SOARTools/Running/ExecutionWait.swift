//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// Waits for the end of one run, for a bounded time, and tells how far it came.
///
/// A question that fails is asked again; the activity id is never lost by it.
struct ExecutionWait {
    private let activity: ActivityID
    private let time: Duration
    private let platform: any SOARPlatform
    private let waiting: ExecutionWaiting
    private let context: CallContext

    init(
        _ activity: ActivityID, on platform: any SOARPlatform, time: Duration, _ waiting: ExecutionWaiting,
        _ context: CallContext
    ) {
        self.activity = activity
        self.time = time
        self.platform = platform
        self.waiting = waiting
        self.context = context
    }

    /// What is known at the end, as members of the answer.
    ///
    /// - Throws: `CancellationError` where nobody waits for the answer any more.
    func outcome() async throws -> JSONObject {
        let begun = ContinuousClock.now
        let end = begun + time
        var interval = waiting.firstInterval
        var known: ExecutionStatus?
        while .now < end {
            try await Task.sleep(for: min(interval, ContinuousClock.now.duration(to: end)))
            interval = waiting.interval(after: interval)
            let answer = try await ask(until: end) { [platform, activity] in
                try await platform.status(of: activity).status
            }
            if case .answer(let status) = answer { known = status }
            await report(known, answer.fault, since: begun)
            if let known, known.isFinal { return try await ended(known, end) }
        }
        return unfinished(known)
    }

    private enum Answer<Value: Sendable>: Sendable {
        case answer(Value)
        case fault(PlatformError)
        case timeUp

        var fault: PlatformError? { if case .fault(let error) = self { error } else { nil } }
    }

    /// Asks the platform, no longer than until the end, or a moment beyond.
    private func ask<Value: Sendable>(
        until end: ContinuousClock.Instant, _ question: @escaping @Sendable () async throws -> Value
    ) async throws -> Answer<Value> {
        let limit = max(ContinuousClock.now.duration(to: end), ExecutionWaiting.lastQuestion)
        let answer = try await withThrowingTaskGroup(of: Answer<Value>.self) { tasks in
            tasks.addTask {
                do { return .answer(try await question()) } catch let error as PlatformError { return .fault(error) }
            }
            tasks.addTask {
                try await Task.sleep(for: limit)
                return .timeUp
            }
            defer { tasks.cancelAll() }
            return try await tasks.next() ?? .timeUp
        }
        // A platform that is asked in a cancelled task says that it can't be reached.
        try Task.checkCancellation()
        return answer
    }

    private func report(
        _ status: ExecutionStatus?, _ fault: PlatformError?, since begun: ContinuousClock.Instant
    ) async {
        // Fine enough that a later report always has a greater number: others are not sent.
        let elapsed = (begun.duration(to: .now) / .milliseconds(1)).rounded() / 1000
        let word = fault.map { "the status can't be told now (\($0.code))" } ?? status?.rawValue ?? "started"
        await context.reportProgress(
            min(elapsed, time / .seconds(1)), of: time / .seconds(1), message: "\(activity): \(word)")
    }

    private func ended(_ status: ExecutionStatus, _ end: ContinuousClock.Instant) async throws -> JSONObject {
        let result = try await ask(until: end) { [platform, activity] in try await platform.result(of: activity) }
        var members = SOARFeatures.told(status)
        guard case .answer(let value) = result, value.objectValue != nil else { return members }
        members["message"] =
            status.phase == .failed
            ? "Failed: executionResult holds the reason. 执行失败，原因见 executionResult。"
            : "Ended: executionResult holds what it brought. 执行已结束，结果见 executionResult。"
        members["executionResult"] = value
        return members
    }

    private func unfinished(_ status: ExecutionStatus?) -> JSONObject {
        var members = SOARFeatures.told(status ?? .unknown)
        let seconds = time.components.seconds
        members["message"] = .string(
            "Still running after \(seconds) s, and going on: query \(SOARFeatures.statusTool) with this activity_id until "
                + "isFinal is true; do not start it again. \(seconds) 秒后仍在运行：请用该 activity_id 查询状态，切勿重复启动。")
        return members
    }
}
