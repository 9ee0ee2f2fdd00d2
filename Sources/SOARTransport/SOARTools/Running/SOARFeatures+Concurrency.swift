//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore

/// How many runs a caller may have under way.
extension SOARFeatures {
    /// Whether the caller has that many runs under way; the platform is asked about those that may have ended.
    func isFull(_ owner: ExecutionOwner, _ caller: AccessToken, maximum: Int) async throws(StoreError) -> Bool {
        try await recall(owner, caller)
        guard slots.isFull(owner, maximum: maximum) else { return false }
        await askWhatEnded(owner, caller)
        return slots.isFull(owner, maximum: maximum)
    }

    /// A restart makes nobody's runs end: the newest ones may be under way.
    private func recall(_ owner: ExecutionOwner, _ caller: AccessToken) async throws(StoreError) {
        guard !slots.isRecalled(owner) else { return }
        var known: [Execution] = []
        if let family = caller.tokenFamily {
            known = try await executions.executions(
                tenant: caller.tenant, of: family, limit: ExecutionSlots.maximumRecalled)
        }
        slots.recall(known, of: owner)
    }

    /// What the platform can't tell goes on, as far as we know.
    private func askWhatEnded(_ owner: ExecutionOwner, _ caller: AccessToken) async {
        let asked = slots.questions(of: owner, at: now())
        guard !asked.isEmpty, let platform = try? await platforms.platform(for: caller.tenant) else { return }
        await withTaskGroup(of: Void.self) { [slots] tasks in
            for activity in asked {
                tasks.addTask {
                    do throws(PlatformError) {
                        if try await platform.status(of: activity).status.isFinal { slots.end(activity, of: owner) }
                    } catch {
                        if error.code == .notFound { slots.end(activity, of: owner) }
                    }
                }
            }
        }
    }
}
