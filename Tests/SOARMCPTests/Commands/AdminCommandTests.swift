//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Testing

@testable import soar_mcp

@Suite("admin")
struct AdminCommandTests {
    @Test("sets a password from standard input and checks it")
    func reset() async throws {
        try await withHarness { harness in
            #expect(await harness.run("admin", "reset-password", input: "short").exitCode == 1)
            let set = await harness.run("admin", "reset-password", input: "a long enough one")
            #expect(set.exitCode == 0 && set.output.isEmpty)
            let right = await harness.run("admin", "check-password", input: "a long enough one")
            let wrong = await harness.run("admin", "check-password", input: "a long enough on")
            #expect(right.exitCode == 0 && wrong.exitCode == 1)
            #expect(!(set.remarks + right.remarks + wrong.remarks).contains("enough"))
        }
    }

    @Test("makes a password up and prints it once")
    func random() async throws {
        try await withHarness { harness in
            let none = await harness.run("admin", "check-password", input: "a long enough one")
            #expect(none.exitCode == 1)
            let set = await harness.run("admin", "reset-password", "--random")
            let password = String(set.output.dropLast())
            #expect(password.wholeMatch(of: /[a-z2-9]{5}(-[a-z2-9]{5}){4}/) != nil && !set.remarks.contains(password))
            #expect(await harness.run("admin", "check-password", input: password).exitCode == 0)
            let again = await harness.run("admin", "reset-password", "--random")
            #expect(again.output != set.output)
            #expect(await harness.run("admin", "check-password", input: password).exitCode == 1)
        }
    }
}
