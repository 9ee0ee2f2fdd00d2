//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import Testing

@testable import SOARTransport

/// Header values in Base64 (requirement C25).
@Suite("Header values in Base64")
struct HeaderSentinelTests {
    @Test(
        "a value without both markers stands for itself",
        arguments: [
            "", "a", "tools/call", "=?base64?", "?=", "=?base64?=", "=?base64?ZWNobw==", "ZWNobw==?=",
            "=?BASE64?ZWNobw==?=",
            "x=?base64?ZWNobw==?=", "=?base64?ZWNobw==?=x", "=?utf-8?B?ZWNobw==?=", "a b", "=?base64ZWNobw==?=",
        ])
    func literal(_ value: String) {
        #expect(HeaderSentinel.decode(value) == value)
    }

    @Test(
        "a value between the markers is decoded", arguments: ["", "echo", "剧本 1", "a\r\nb", "=?base64?x?=", "é", "😀"])
    func decoded(_ text: String) {
        #expect(HeaderSentinel.decode("=?base64?\(Data(text.utf8).base64EncodedString())?=") == text)
    }

    @Test(
        "what is not canonical Base64 of UTF-8 is refused",
        arguments: [
            "ZWNobw", "ZWNobw=", "ZWNobx==", "ZWNo bw==", "ZWNobw==\n", "Z", "_-__", "ZW?=o", "/w==", "wIA=", "7aCA",
            "=",
        ])
    func refused(_ encoded: String) {
        #expect(HeaderSentinel.decode("=?base64?\(encoded)?=") == nil)
    }
}
