//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import NIOHTTP1

/// The fields of a head that say where a request goes and where it ends, found in one pass.
struct HTTPFramingFields {
    /// About the bytes of the whole head: what was between name and value is taken to be a colon and a space.
    private(set) var size: Int
    private(set) var host: String?
    private(set) var hosts = 0
    private(set) var expectation: String?
    private(set) var upgrades = false
    private var contentLength: String?
    private var contentLengths = 0
    private var transferEncoding: String?
    private var transferEncodings = 0

    init(_ head: HTTPRequestHead) {
        size = head.method.rawValue.utf8.count + head.uri.utf8.count + " HTTP/1.1\r\n".utf8.count + 3
        for (name, value) in head.headers {
            size += name.utf8.count + value.utf8.count + 4
            // The length decides first, so that most names are never compared.
            switch name.utf8.count {
            case 4 where name.equalsIgnoringASCIICase("host"):
                host = value
                hosts += 1
            case 6 where name.equalsIgnoringASCIICase("expect"):
                expectation = value
            case 7 where name.equalsIgnoringASCIICase("upgrade"):
                upgrades = true
            case 14 where name.equalsIgnoringASCIICase("content-length"):
                contentLength = value
                contentLengths += 1
            case 17 where name.equalsIgnoringASCIICase("transfer-encoding"):
                transferEncoding = value
                transferEncodings += 1
            default:
                break
            }
        }
    }

    /// The body's length in bytes as announced, 0 without a body, nil where it comes in chunks (RFC 9112 §6).
    ///
    /// - Throws: `framing` where a server before or behind this one might see another end than this one does.
    func announcedLength(in version: HTTPVersion) throws(HTTPRefusal) -> Int? {
        guard contentLengths + transferEncodings <= 1 else { throw .framing }
        if let transferEncoding {
            guard version != .http1_0, transferEncoding.equalsIgnoringASCIICase("chunked") else { throw .framing }
            return nil
        }
        guard let contentLength else { return 0 }
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard contentLength.utf8.allSatisfy(digits.contains), let length = Int(contentLength) else { throw .framing }
        return length
    }
}
