//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Testing

@Suite("Scopes")
struct ScopeTests {
    @Test("grant themselves, and to execute implies to read")
    func grant() {
        for held in Scope.all {
            for asked in Scope.all {
                let isGranted = held == asked || (held == .playbooksExecute && asked == .playbooksRead)
                #expect(([held] as Set<Scope>).grants(asked) == isGranted)
            }
        }
        #expect(!Set<Scope>().grants(.playbooksRead))
    }

    @Test("of administration come neither with the standard nor with all others")
    func administration() {
        #expect(!Scope.standard.grants(.admin))
        #expect(!Set(Scope.all).subtracting([.admin]).grants(.admin))
        #expect(Scope.standard.union([.admin]) == Set(Scope.all))
    }

    @Test(
        "are told apart to the letter",
        arguments: ["playbooks", "playbooks:", "playbooks:*", "Playbooks:read", "*", ""])
    func exact(_ text: String) {
        let held: Set<Scope> = [Scope(rawValue: text)]
        #expect(Scope.all.allSatisfy { !held.grants($0) })
    }
}
