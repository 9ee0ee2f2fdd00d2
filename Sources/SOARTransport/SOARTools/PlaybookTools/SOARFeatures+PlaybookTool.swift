//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore

extension SOARFeatures {
    /// Characters of what the platform says of a playbook.
    private static var maximumSummary: Int { 1024 }
    private static var maximumTitle: Int { 128 }

    /// A tool that starts one playbook.
    func tool(for playbook: Playbook, named name: String) -> Tool {
        let input = PlaybookInput(playbook)
        let id = playbook.id
        let title = playbook.displayName.isEmpty ? playbook.name : playbook.displayName
        return Tool(
            name, title: title.bounded(to: Self.maximumTitle), description: Self.description(of: playbook),
            inputSchema: input.schema, outputSchema: PlaybookRun.outputSchema,
            requirement: Requirement(.playbooksExecute),
            auditResource: { _ in "soar://playbooks/\(id)/execute" },
            auditParameters: { arguments, _ in input.audited(arguments) }
        ) { arguments, context in
            try await start(try input.run(try await availablePlaybook(id, for: context), arguments), context)
        }
        .permitting { arguments, context in
            let run = try input.run(playbook, arguments)
            return try await denial(toStart: run, context.caller)
        }
    }

    private static func description(of playbook: Playbook) -> String {
        let summary = playbook.summary.isEmpty ? playbook.displayName : playbook.summary
        let hint =
            playbook.parameters == nil
            ? " Ask query_playbook_execution_params for its parameters first. 请先查询其参数。" : ""
        return """
            \(summary.bounded(to: maximumSummary))
            Runs playbook \(playbook.id) and answers its activity_id. It acts on the real world and can't be undone from \
            here: ask the user first.\(hint) 运行该剧本并返回 activity_id；会影响真实环境且无法在此撤销，请先征得用户同意。
            """
    }
}
