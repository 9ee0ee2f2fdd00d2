//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore

extension SOARFeatures {
    /// Executions that are suggested from.
    private static var maximumRecent: Int { 1000 }

    /// Ids of playbooks, by the beginning of the id or of a name.
    var playbookIDCompletion: Completion {
        Completion { typed, _, context in
            try await visiblePlaybooks(PlaybookFilter(tenant: context.caller.tenant), context.caller).map(\.playbook)
                .filter { $0.id.description.hasPrefix(typed) || $0.isCalled(typed) }.map(\.id.description)
        }
    }

    /// Playbooks for people: by name where the beginning of a name was typed, else by id.
    var playbookCompletion: Completion {
        Completion { typed, _, context in
            let playbooks = try await visiblePlaybooks(
                PlaybookFilter(tenant: context.caller.tenant), context.caller
            ).map(\.playbook)
            let shared = Dictionary(grouping: playbooks, by: \.displayName).filter { $0.value.count > 1 }
            return playbooks.compactMap { playbook in
                let isName = playbook.isCalled(typed) && shared[playbook.displayName] == nil
                if isName, !playbook.displayName.isEmpty { return playbook.displayName }
                let isMeant = playbook.isCalled(typed) || playbook.id.description.hasPrefix(typed)
                return isMeant ? playbook.id.description : nil
            }
        }
    }

    /// Ids of the tenant's executions, the newest first.
    var activityIDCompletion: Completion {
        Completion { typed, _, context in
            try await visibleExecutions(limit: Self.maximumRecent, context.caller)
                .map(\.activityID.description).filter { $0.hasPrefix(typed) }
        }
    }
}

extension Playbook {
    /// Whether one of its names begins like that, whatever the case.
    fileprivate func isCalled(_ typed: String) -> Bool {
        [displayName, name].contains { $0.lowercased().hasPrefix(typed.lowercased()) }
    }
}
