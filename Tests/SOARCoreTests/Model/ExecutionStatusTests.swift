//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Testing

@Suite("An execution's status")
struct ExecutionStatusTests {
    @Test(
        "says whether to wait",
        arguments: [
            ("NEW", .inProgress, false), ("RUNNING", .inProgress, false), ("APPROVE_DONE", .inProgress, false),
            ("WAITING_APPROVE", .waitingForPerson, false), ("WAITING_VIRTUAL", .waitingForPerson, false),
            ("WAITING_COLLECT", .waitingForPerson, false), ("SUCCESS", .succeeded, true),
            ("SUCCESS_RE", .succeeded, true),
            ("FAIL", .failed, true), ("FAIL_PARTLY", .failed, true), ("STOP", .ended, true), ("FINISH", .ended, true),
            ("NO_POST", .ended, true), ("UNKNOWN", .inProgress, false), ("something new", .inProgress, false),
            ("success", .inProgress, false),
        ] as [(String, ExecutionStatus.Phase, Bool)])
    func phases(_ word: String, _ phase: ExecutionStatus.Phase, _ isFinal: Bool) {
        let status = ExecutionStatus(rawValue: word)
        #expect(status.phase == phase && status.isFinal == isFinal && status.description == word)
    }
}
