//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Logging
import NIOCore
import NIOHTTP1

/// What both guard handlers of a connection share: its state, what is held back, and the timer.
///
/// It carries out what the state decides. Lives on the connection's event loop.
final class HTTPConnectionGuard {
    /// What waits until the application has answered an earlier request.
    enum Held {
        case head(HTTPRequestHead, HTTPRequestTraits)
        case part(HTTPServerRequestPart)
        case inputClosed
    }

    var state: HTTPConnectionState
    var held = CircularBuffer<Held>(initialCapacity: 0)
    /// The byte guard's place in the pipeline, while it has one.
    var bytes: ChannelHandlerContext?
    /// The part guard's place in the pipeline, while it has one.
    var parts: ChannelHandlerContext?
    /// A read that was wished for when none was allowed.
    private var hasDeferredRead = false
    private var timer: (due: NIODeadline, task: Scheduled<Void>)?
    /// Whether TLS is between the socket and this.
    let isEncrypted: Bool
    private let logger: Logger

    init(limits: HTTPServerLimits, isEncrypted: Bool = false, logger: Logger) {
        self.isEncrypted = isEncrypted
        state = HTTPConnectionState(limits: limits)
        self.logger = logger
    }

    /// Does what the state has decided.
    func perform(_ action: HTTPConnectionState.Action) {
        switch action {
        case .nothing: break
        case .refuse(let refusal, let interrupting): refuse(refusal, interrupting: interrupting)
        case .deliverHeld: deliverHeld()
        case .finish: finish()
        case .halfClose: halfClose()
        case .close: bytes?.close(promise: nil)
        }
    }

    /// To be called when an event has been dealt with: reads if there is reason to, and sees to the timer.
    func settle() {
        if hasDeferredRead, state.mayRead { read() }
        guard let deadline = state.deadline else { return }
        // A timer that comes too early is set anew when it fires. That is cheaper than moving it with every request.
        if let timer, timer.due <= deadline { return }
        guard let bytes else { return }
        timer?.task.cancel()
        let task = bytes.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { self.timerFired() }
        timer = (deadline, task)
    }

    private func timerFired() {
        timer = nil
        perform(state.expired(at: .now(), unsent: unsent))
        settle()
    }

    /// TLS has found something wrong; what the peer does afterwards is of no use.
    func handshakeFailed(_ error: any Error) {
        logger.debug("TLS failed", metadata: ["error": "\(error)"])
    }

    /// The connection is gone.
    func disconnected() {
        state.disconnected()
        timer?.task.cancel()
        timer = nil
        held.removeAll()
    }

    /// Reads from the socket, now or when that is allowed.
    func read() {
        hasDeferredRead = !state.mayRead
        guard !hasDeferredRead else { return }
        state.isReading = true
        bytes?.read()
    }

    /// Bytes that wait for the peer.
    var unsent: Int { (try? bytes?.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0 }

    private func refuse(_ refusal: HTTPRefusal, interrupting: Bool) {
        logger.debug("Request refused by the server", metadata: ["http.refusal": "\(refusal)"])
        if let parts { HTTPPartGuardHandler.write(refusal, withBody: !state.omitsBody, to: parts) }
        // To the application it is what it is: a body that ends too early.
        if interrupting { parts?.fireErrorCaught(HTTPParserError.invalidEOFState) }
        finish()
    }

    private func finish() {
        held.removeAll()
        state.writability(false, at: .now(), unsent: unsent)
        parts?.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        guard let bytes else { return }
        // An empty write is through when all before it are.
        let flushed = bytes.eventLoop.makePromise(of: Void.self)
        flushed.futureResult.assumeIsolated().whenComplete { _ in
            self.perform(self.state.flushed(at: .now()))
            self.settle()
        }
        bytes.writeAndFlush(HTTPByteGuardHandler.wrapOutboundOut(.byteBuffer(ByteBuffer())), promise: flushed)
        hasDeferredRead = true
    }

    private func halfClose() {
        bytes?.close(mode: .output, promise: nil)
        hasDeferredRead = true
    }

    private func deliverHeld() {
        guard let parts else { return }
        while let next = held.first {
            if case .head = next, state.answering != .idle { break }
            held.removeFirst()
            switch next {
            case .head(let head, let traits):
                state.releaseHeld()
                deliver(head, traits, to: parts)
            case .part(let part):
                parts.fireChannelRead(HTTPPartGuardHandler.wrapInboundOut(part))
            case .inputClosed:
                parts.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
            }
        }
        parts.fireChannelReadComplete()
        perform(state.caughtUp(at: .now()))
    }

    /// Hands a request on to the application.
    func deliver(_ head: HTTPRequestHead, _ traits: HTTPRequestTraits, to parts: ChannelHandlerContext) {
        if state.deliver(traits) { HTTPPartGuardHandler.writeContinue(to: parts) }
        parts.fireChannelRead(HTTPPartGuardHandler.wrapInboundOut(.head(head)))
    }
}
