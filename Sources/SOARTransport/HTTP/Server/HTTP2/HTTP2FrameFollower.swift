//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import NIOCore

/// Follows HTTP/2's frames through the bytes of one direction, and keeps none of them (RFC 9113 §4.1).
///
/// NIOHTTP2 hands on whole header blocks, and no frame that it has no use for; how long something takes to come, and
/// what a peer sends beside requests, shows here only.
struct HTTP2FrameFollower {
    enum Kind: UInt8 {
        case data, headers, priority, reset, settings, pushPromise, ping, goAway, windowUpdate, continuation
    }

    private enum Place: Equatable {
        case preface(missing: Int)
        /// So many of the nine bytes are here.
        case head(Int)
        case payload(missing: Int)
    }

    private static let prefaceLength = 24
    private static let headLength = 9
    private static let endHeaders: UInt8 = 4
    /// The flag by which a `PING` is the answer to one.
    static let acknowledgement: UInt8 = 1

    private var place: Place
    private var length = 0
    private var kind: UInt8 = 0
    private var flags: UInt8 = 0
    private var isInHeaderBlock = false
    /// Why a `GOAWAY` that went by ends the connection; 0 where nothing is wrong.
    private(set) var goAwayCode: UInt32?
    /// How often something was complete.
    private(set) var completed = 0

    /// `hasPreface`: the direction is the client's, which begins with one (RFC 9113 §3.4).
    init(hasPreface: Bool) {
        place = hasPreface ? .preface(missing: Self.prefaceLength) : .head(0)
    }

    /// Whether more has to come before what came is of use.
    ///
    /// A body's pieces are of use as they come.
    var isWaiting: Bool {
        switch place {
        case .preface: true
        case .head(let count): count > 0 || isInHeaderBlock
        case .payload: kind != Kind.data.rawValue || isInHeaderBlock
        }
    }

    /// Follows what came next; `visit` is told of every frame, with its flags, as soon as its head is here.
    ///
    /// A frame of a kind that this doesn't know is told as nil.
    mutating func follow(_ buffer: ByteBuffer, _ visit: (Kind?, _ flags: UInt8) -> Void) {
        let bytes = buffer.readableBytesView
        var index = bytes.startIndex
        while index < bytes.endIndex {
            switch place {
            case .preface(let missing):
                let count = min(missing, bytes.endIndex - index)
                index += count
                place = count == missing ? .head(0) : .preface(missing: missing - count)
            case .head(let position):
                takeHead(bytes[index], at: position)
                index += 1
                guard position + 1 == Self.headLength else {
                    place = .head(position + 1)
                    break
                }
                place = length == 0 ? .head(0) : .payload(missing: length)
                visit(Kind(rawValue: kind), flags)
            case .payload(let missing):
                let count = kind == Kind.goAway.rawValue ? 1 : min(missing, bytes.endIndex - index)
                takePayload(bytes[index], at: length - missing)
                index += count
                place = count == missing ? .head(0) : .payload(missing: missing - count)
            }
            if place == .head(0), !isInHeaderBlock { completed &+= 1 }
        }
    }

    private mutating func takeHead(_ byte: UInt8, at position: Int) {
        switch position {
        case 0: length = Int(byte)
        case 1, 2: length = length << 8 | Int(byte)
        case 3: kind = byte
        case 4:
            flags = byte
            switch Kind(rawValue: kind) {
            case .headers, .pushPromise, .continuation: isInHeaderBlock = byte & Self.endHeaders == 0
            default: break
            }
        default: break
        }
    }

    private mutating func takePayload(_ byte: UInt8, at position: Int) {
        guard kind == Kind.goAway.rawValue, (4..<8).contains(position) else { return }
        goAwayCode = (position == 4 ? 0 : (goAwayCode ?? 0) << 8) | UInt32(byte)
    }
}
