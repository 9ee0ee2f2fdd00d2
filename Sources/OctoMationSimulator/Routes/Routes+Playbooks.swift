//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension Routes {
    func allPlaybooks(_ call: Call) -> Envelope {
        .success(.array(selection(call.body).map { $0.json(call.times) }))
    }

    func playbookPage(_ call: Call) -> Envelope {
        .success(Page(of: selection(call.body), call).json { $0.json(call.times) })
    }

    func parameters(_ call: Call) -> Envelope {
        guard let id = call.playbook else { return .failure(200_004, "BAD_REQUEST [playbookId]") }
        guard let playbook = playbooks[id] else {
            return .failure(503_400, "PLAYBOOK_NOT_EXISTS: 剧本不存在 [\(id)]")
        }
        return .success(playbook.parametersJSON(call.times))
    }

    /// The playbooks of a status that carry any of the labels.
    ///
    /// The label filter is in no document; clients send it.
    private func selection(_ body: JSONValue?) -> [SimulatedPlaybook] {
        let status = body?["publishStatus"]?.stringValue
        let labels = (body?["labelList"]?.arrayValue ?? []).compactMap { $0["name"]?.stringValue }
        return playbooks.all.filter { playbook in
            (status == nil || status == playbook.publishStatus)
                && (labels.isEmpty || playbook.playbook.labels.contains { labels.contains($0) })
        }
    }
}
