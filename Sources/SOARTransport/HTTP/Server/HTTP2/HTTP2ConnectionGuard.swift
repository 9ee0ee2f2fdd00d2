//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Logging
import NIOCore
import NIOHTTP2

/// What guards an HTTP/2 connection as a whole: its state, and the timer.
///
/// It carries out what the state decides. Lives on the connection's event loop.
final class HTTP2ConnectionGuard {
    var state: HTTP2ConnectionState
    /// The byte guard's place in the pipeline, while it has one.
    var bytes: ChannelHandlerContext?
    private var timer: (due: NIODeadline, task: Scheduled<Void>)?
    private let logger: Logger

    init(limits: HTTPServerLimits, logger: Logger) {
        state = HTTP2ConnectionState(limits: limits, at: .now())
        self.logger = logger
    }

    /// Does what the state has decided.
    func perform(_ action: HTTP2ConnectionState.Action) {
        switch action {
        case .nothing: break
        case .announceEnd:
            write([Self.goAway(.noError), Self.ping])
            bytes?.flush()
        case .confirmEnd(let stream):
            write([Self.goAway(.noError, lastStream: stream)])
            bytes?.flush()
        case .end(let code):
            logger.debug("HTTP/2 connection ended by the server", metadata: ["http2.code": "\(code)"])
            write([Self.goAway(code)])
            finish()
        case .finish: finish()
        case .close: bytes?.close(promise: nil)
        }
    }

    /// To be called when an event has been dealt with: sees to the timer.
    func settle() {
        guard let deadline = state.deadline, let bytes else { return }
        // A timer that comes too early is set anew when it fires.
        if let timer, timer.due <= deadline { return }
        timer?.task.cancel()
        let task = bytes.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { self.timerFired() }
        timer = (deadline, task)
    }

    private func timerFired() {
        timer = nil
        perform(state.expired(at: .now(), unsent: unsent))
        settle()
    }

    /// The connection is gone.
    func disconnected() {
        state.disconnected()
        timer?.task.cancel()
        timer = nil
    }

    /// Bytes that wait for the peer.
    var unsent: Int { (try? bytes?.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0 }

    private func finish() {
        state.writability(false, at: .now(), unsent: unsent)
        guard let bytes else { return }
        // An empty write is through when all before it are.
        let flushed = bytes.eventLoop.makePromise(of: Void.self)
        flushed.futureResult.assumeIsolated().whenComplete { _ in
            self.perform(self.state.flushed(at: .now()))
            self.settle()
        }
        bytes.writeAndFlush(HTTP2ByteGuardHandler.wrapOutboundOut(.byteBuffer(ByteBuffer())), promise: flushed)
    }

    /// Writes frames from beneath NIOHTTP2, which has no part in what is decided here.
    ///
    /// It takes every `GOAWAY` of its own for the last word: a request that is on its way then would be an error.
    private func write(_ frames: [ByteBuffer]) {
        for frame in frames { bytes?.write(HTTP2ByteGuardHandler.wrapOutboundOut(.byteBuffer(frame)), promise: nil) }
    }

    /// RFC 9113 §6.8.
    private static func goAway(_ code: HTTP2ErrorCode, lastStream: Int32 = .max) -> ByteBuffer {
        var frame = ByteBuffer(bytes: [0, 0, 8, HTTP2FrameFollower.Kind.goAway.rawValue, 0, 0, 0, 0, 0])
        frame.writeInteger(lastStream)
        frame.writeInteger(UInt32(code.networkCode))
        return frame
    }

    /// RFC 9113 §6.7; nobody else asks for an answer, so its data says nothing.
    private static let ping = ByteBuffer(
        bytes: [0, 0, 8, HTTP2FrameFollower.Kind.ping.rawValue, 0, 0, 0, 0, 0] + [UInt8](repeating: 0, count: 8))
}

/// Tells a connection's guard of its streams.
struct HTTP2StreamWitness: NIOHTTP2StreamDelegate {
    let connection: NIOLoopBound<HTTP2ConnectionGuard>

    func streamCreated(_ id: HTTP2StreamID, channel: any Channel) {
        connection.value.state.streamOpened(Int32(id))
    }

    func streamClosed(_ id: HTTP2StreamID, channel: any Channel) {
        connection.value.state.streamClosed(at: .now())
        connection.value.settle()
    }
}
