//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Testing

@Suite("A secret")
struct SecretTests {
    private struct Settings {
        var url = "https://soar"
        var token = Secret("canary-value")
        var bytes = Secret(Array("canary-value".utf8))
    }

    @Test("is never printed, alone or inside something")
    func isNotPrinted() {
        let settings = Settings()
        var dumped = ""
        dump(settings, to: &dumped)
        for text in [
            "\(settings.token)", String(reflecting: settings.token), "\(settings)", String(reflecting: settings),
            dumped,
            "\([settings.token])", "\(Optional(settings.token) as Any)",
        ] {
            #expect(!text.contains("canary") && !text.contains("99, 97"))
        }
        #expect("\(settings.token)" == "(redacted)")
    }

    @Test("is given out only when it is asked for, and compared by value")
    func isExposed() {
        #expect(Secret("a").exposed == "a")
        #expect(Secret("a") == Secret("a") && Secret("a") != Secret("b"))
    }
}
