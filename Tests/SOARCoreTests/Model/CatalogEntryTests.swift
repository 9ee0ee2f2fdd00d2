//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import Testing

@Suite("A catalogue entry")
struct CatalogEntryTests {
    @Test("is available only while it is enabled and listed", arguments: [true, false], [nil, moment()])
    func availability(_ isEnabled: Bool, _ goneSince: Date?) {
        let entry = CatalogEntry(playbook: .sample(1), isEnabled: isEnabled, goneSince: goneSince, syncedAt: moment())
        #expect(entry.isAvailable == (isEnabled && goneSince == nil))
    }
}
