//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import NIOCore
import NIOHPACK
import NIOTLS

/// Takes frames apart and notes what they say.
final class HTTP2Inbox: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let seen: HTTP2Seen
    private let tap: HTTP2Tap
    private let manner: HTTP2Peer.Manner
    private var rest = ByteBuffer()
    private var decoder = HPACKDecoder(allocator: ByteBufferAllocator())

    init(_ seen: HTTP2Seen, _ tap: HTTP2Tap, manner: HTTP2Peer.Manner) {
        self.seen = seen
        self.tap = tap
        self.manner = manner
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case .handshakeCompleted(let name)? = event as? TLSUserEvent else { return }
        // Before anything that answers what comes.
        if manner.greets { send(HTTP2Frames.preface + HTTP2Frames.settings(manner.settings), context) }
        seen.note {
            $0.negotiated = name
            $0.isReady = true
        }
    }

    func channelInactive(context: ChannelHandlerContext) { seen.note { $0.isClosed = true } }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {}

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = Self.unwrapInboundIn(data)
        rest.writeBuffer(&bytes)
        while let head = rest.getBytes(at: rest.readerIndex, length: 9) {
            let length = Int(head[0]) << 16 | Int(head[1]) << 8 | Int(head[2])
            guard rest.readableBytes >= 9 + length else { break }
            rest.moveReaderIndex(forwardBy: 9)
            guard let payload = rest.readSlice(length: length) else { break }
            let stream = head[5...].reduce(0) { $0 << 8 | Int($1) }
            take(head[3], flags: head[4], stream: stream, payload, context)
        }
        rest.discardReadBytes()
    }

    private func take(_ kind: UInt8, flags: UInt8, stream: Int, _ payload: ByteBuffer, _ context: ChannelHandlerContext)
    {
        var payload = payload
        let isAcknowledgement = flags & 1 != 0
        switch kind {
        case 0:
            let bytes = payload.readBytes(length: payload.readableBytes) ?? []
            tap.received(stream, bytes, ends: flags & 1 != 0)
            note(stream, ends: flags & 1 != 0) { answer in
                answer.byteCount += bytes.count
                if answer.bytes.count < 65_536 { answer.bytes += bytes }
            }
            guard manner.opensWindows, !bytes.isEmpty else { return }
            send(HTTP2Frames.windowUpdate(0, bytes.count), context)
            if flags & 1 == 0 { send(HTTP2Frames.windowUpdate(stream, bytes.count), context) }
        case 1:
            guard let fields = try? decoder.decodeHeaders(from: &payload) else { return }
            let status = fields.first(name: ":status").flatMap { Int($0) }
            if let status, status >= 200 {
                tap.answered(stream, status: status, fields.map { ($0.name, $0.value) })
                if flags & 1 != 0 { tap.received(stream, [], ends: true) }
            }
            note(stream, ends: flags & 1 != 0) { answer in
                if let status, status < 200 { return answer.informational.append(status) }
                answer.status = answer.status ?? status
                for (name, value, _) in fields { answer.fields[name] = value }
            }
        case 3:
            let code = payload.readInteger(as: UInt32.self).map { Int($0) }
            note(stream, ends: false) { $0.resetCode = code }
        case 4 where !isAcknowledgement:
            while let name = payload.readInteger(as: UInt16.self), let value = payload.readInteger(as: UInt32.self) {
                seen.note { $0.settings[Int(name)] = Int(value) }
            }
            if manner.acknowledges { send(HTTP2Frames.frame(4, flags: 1), context) }
        case 6 where isAcknowledgement: seen.note { $0.pongs += 1 }
        case 6:
            let bytes = payload.readBytes(length: 8) ?? []
            if manner.acknowledges { send(HTTP2Frames.frame(6, flags: 1, bytes), context) }
        case 7:
            payload.moveReaderIndex(forwardBy: 4)
            let code = payload.readInteger(as: UInt32.self).map { Int($0) } ?? -1
            seen.note { $0.goAways.append(code) }
        case 8:
            let increment = payload.readInteger(as: UInt32.self).map { Int($0) } ?? 0
            seen.note { $0.windows[stream, default: 65_535] += increment }
        default: break
        }
    }

    private func note(_ stream: Int, ends: Bool, _ change: (inout HTTP2Answer) -> Void) {
        seen.note { everything in
            change(&everything.answers[stream, default: HTTP2Answer()])
            if ends { everything.answers[stream]?.isComplete = true }
        }
    }

    private func send(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
        context.writeAndFlush(NIOAny(ByteBuffer(bytes: bytes)), promise: nil)
    }
}
