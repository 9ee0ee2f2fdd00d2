//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import Testing

@Suite("The caller as a task local")
struct AuthContextTests {
    @Test("stays with its request however many run at once")
    func staysWithItsRequest() async {
        await withTaskGroup { group in
            for number in 0..<100 {
                group.addTask {
                    let caller = AccessToken(subject: "caller-\(number)", client: "c")
                    await AuthContext.$current.withValue(caller) {
                        for _ in 0..<10 {
                            await Task.yield()
                            #expect(AuthContext.current?.subject == "caller-\(number)")
                        }
                    }
                }
            }
        }
        #expect(AuthContext.current == nil)
    }
}
