//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Testing

@testable import SOARTransport

@Suite("What was seen of the catalogues")
struct CatalogViewsTests {
    private let red = TenantID(rawValue: "red")

    private func playbook(_ id: Int64, _ name: String = "p") -> Playbook {
        Playbook(id: PlaybookID(rawValue: id), name: name, displayName: name)
    }

    @Test("finds what is new, gone or different")
    func findings() {
        var views = CatalogViews()
        views.begin([red], state: nil, now: .now)
        #expect(views.take([playbook(1), playbook(2)], of: red) == .first)
        #expect(views.take([playbook(2), playbook(1)], of: red) == .same)
        #expect(
            views.take([playbook(2, "q"), playbook(3)], of: red)
                == .changed([1, 2, 3].map(PlaybookID.init(rawValue:))))
    }

    @Test("forgets tenants to whom nobody listens any more: 10,000 that come and go leave nothing")
    func bounded() {
        var views = CatalogViews()
        for number in 0..<10_000 {
            let tenant = TenantID(rawValue: "t\(number)")
            views.begin([tenant], state: nil, now: .now)
            #expect(views.mustRead(tenant))
            _ = views.take([playbook(1)], of: tenant)
            #expect(views.count == 1)
        }
    }
}
