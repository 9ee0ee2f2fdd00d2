//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import Testing

@testable import SOARTransport

@Suite("What is asked of every request's head")
struct HostCheckTests {
    @Test("an accepted host opens no other")
    func remembersHost() {
        let hosts = HostCheck(HostPolicy(allowedHosts: ["kiosk.example.com"]))
        for _ in 0..<2 {
            for authority in ["kiosk.example.com", "KIOSK.example.com:80", "localhost:1"] {
                #expect(hosts.accepts(authority: authority))
                for stranger in ["evil.com", "localhost:x", authority + ".evil.com", ""] {
                    #expect(!hosts.accepts(authority: stranger))
                }
            }
        }
    }

    @Test("a field's text is what the subscript has, however often the field is there", arguments: 0...3)
    func fieldText(_ count: Int) {
        var fields: HTTPFields = [.userAgent: "other"]
        for number in 0..<count { fields.append(HTTPField(name: .contentType, value: "type \(number)")) }
        #expect(fields.text(.contentType) == fields[.contentType])
    }
}
