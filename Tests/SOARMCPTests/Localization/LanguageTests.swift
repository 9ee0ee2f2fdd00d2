//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Testing

@testable import soar_mcp

@Suite("The terminal's language")
struct LanguageTests {
    @Test(
        "is Chinese where the strongest variable begins with zh",
        arguments: [
            ([:], Language.english), (["LANG": "zh_CN.UTF-8"], .chinese), (["LANG": "en_US.UTF-8"], .english),
            (["LC_ALL": "zh_TW", "LANG": "de_DE"], .chinese), (["LC_ALL": "C", "LANG": "zh_CN"], .english),
            (["LC_ALL": "", "LANG": "zh_CN"], .chinese), (["SOAR_LANG": "en", "LC_ALL": "zh_CN"], .english),
            (["SOAR_LANG": "ZH", "LANG": "en_US"], .chinese), (["LC_MESSAGES": "zh_CN", "LANG": "en_US"], .chinese),
        ])
    func choice(_ environment: [String: String], _ language: Language) {
        #expect(Language(environment: environment) == language)
    }

    @Test("decides which words an error uses, and not what JSON says")
    func errors() async throws {
        try await withHarness { harness in
            let outcome = await harness.run("token", "show", "x", environment: ["LANG": "zh_CN.UTF-8"])
            #expect(outcome.remarks.hasPrefix("错误：数据库："))
            let chinese = await harness.run("config", "list", "--json", environment: ["LANG": "zh_CN.UTF-8"])
            let english = await harness.run("config", "list", "--json")
            #expect(chinese.output == english.output)
        }
    }
}
