//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import Testing

@testable import SOARAuth

@Suite("ReuseAlarm")
struct ReuseAlarmTests {
    private let now = Date(timeIntervalSince1970: 1_790_000_000)

    @Test("tells of a token once a minute, and at once again where it could not be told")
    func pace() {
        let alarm = ReuseAlarm()
        let (one, other) = (APITokenID(rawValue: 1), APITokenID(rawValue: 2))
        #expect(alarm.isNew(one, at: now) && alarm.isNew(other, at: now))
        #expect(!alarm.isNew(one, at: now.addingTimeInterval(59)))
        alarm.forget(one)
        #expect(alarm.isNew(one, at: now.addingTimeInterval(59)) && !alarm.isNew(other, at: now))
        #expect(alarm.isNew(other, at: now.addingTimeInterval(60)))
    }
}
