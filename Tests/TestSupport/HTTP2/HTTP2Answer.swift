//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// What came on one stream.
public struct HTTP2Answer: Sendable {
    public var status: Int?
    /// Statuses that came before, as 100.
    public var informational: [Int] = []
    public var fields: [String: String] = [:]
    /// The begin of the body; of a long one the rest is only counted.
    public var bytes: [UInt8] = []
    /// The length of the body.
    public var byteCount = 0
    /// The server has said all.
    public var isComplete = false
    /// Why the server has ended the stream.
    public var resetCode: Int?

    public init() {}

    /// Nothing more will come.
    public var isOver: Bool { isComplete || resetCode != nil }

    public var body: String { String(decoding: bytes, as: UTF8.self) }
}
