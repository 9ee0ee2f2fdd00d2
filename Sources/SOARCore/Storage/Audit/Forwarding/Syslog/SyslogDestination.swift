//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A syslog receiver (RFC 5424) over UDP, TCP or TLS.
///
/// Syslog has no acknowledgement: that a message was written means that this machine's system has taken it.
public final class SyslogDestination: AuditDestination {
    /// What a connection may cost.
    public struct Configuration: Sendable {
        /// How long making a connection may take.
        public var connectTimeout: Duration = .seconds(4)
        /// How long the receiver's machine may be silent when it was sent something; then the connection is closed.
        ///
        /// Shorter than the settling time, for what a vanished machine was sent must not count as delivered.
        public var silenceLimit: Duration = .seconds(7)
        /// How long the receiver may take for one batch; then the connection is closed.
        public var writeTimeout: Duration = .seconds(30)
        /// How long the receiver may take to read to the end at the shutdown.
        public var finishTimeout: Duration = .seconds(1)

        public init() {}
    }

    public let name = "syslog"
    public let acknowledges = false
    /// Datagrams in few, for the receiver's buffer is short; bytes so that also a slow receiver gets on.
    public let batchLimits: AuditBatchLimits
    private let address: SyslogAddress
    private let format: SyslogFormat
    private let tls: NIOSSLContext?
    private let configuration: Configuration
    private let link = Mutex<SyslogLink?>(nil)

    /// Makes a destination; nothing is connected before the first records.
    ///
    /// - Parameters:
    ///   - address: Where it is.
    ///   - hostname: This machine's name.
    ///   - processID: This process's number.
    ///   - trust: Whose certificate it may have, for TLS.
    ///   - configuration: What a connection may cost.
    /// - Throws: ``AuditDeliveryError`` where the trust can't be used.
    public init(
        _ address: SyslogAddress, hostname: String, processID: Int32, trust: TLSTrust = .system,
        configuration: Configuration = Configuration()
    ) throws(AuditDeliveryError) {
        self.address = address
        self.configuration = configuration
        format = SyslogFormat(
            hostname: hostname, processID: processID, maximumBytes: address.transport.maximumMessageBytes)
        batchLimits = AuditBatchLimits(records: address.transport == .udp ? 100 : 500, bytes: 256 * 1024)
        do {
            tls = address.transport == .tls ? try NIOSSLContext(configuration: trust.configuration) : nil
        } catch {
            throw AuditDeliveryError("TLS can't be set up: \(error)")
        }
    }

    public var isConnected: Bool { link.withLock { $0?.isOpen ?? false } }

    public func deliver(_ records: [ChainedAuditRecord]) async throws(AuditDeliveryError) -> Int {
        do {
            let link = try await openLink()
            let frames = frames(records)
            try await link.write(frames, within: TimeAmount(configuration.writeTimeout))
            return frames.reduce(0) { $0 + $1.readableBytes }
        } catch {
            link.withLock { $0 = nil }
            throw AuditDeliveryError(syslog: error, at: address)
        }
    }

    public func finish() async -> Bool {
        let last = link.withLock { link in
            defer { link = nil }
            return link
        }
        guard let last else { return true }
        // Nobody ever says that a datagram was read.
        guard address.transport != .udp else {
            last.channel.close(promise: nil)
            return last.isOpen
        }
        return await last.finish(within: TimeAmount(configuration.finishTimeout))
    }

    private func openLink() async throws -> SyslogLink {
        if let open = link.withLock(\.self), open.isOpen { return open }
        let fresh = try await SyslogLink.open(address, tls: tls, configuration)
        link.withLock { $0 = fresh }
        return fresh
    }

    /// The messages: a datagram each, or one after the other with their lengths in front.
    private func frames(_ records: [ChainedAuditRecord]) -> [ByteBuffer] {
        let messages = records.map(format.message)
        guard address.transport != .udp else { return messages.map { ByteBuffer(bytes: $0) } }
        var buffer = ByteBuffer()
        for message in messages {
            buffer.writeString("\(message.count) ")
            buffer.writeBytes(message)
        }
        return [buffer]
    }
}

extension AuditDeliveryError {
    /// What an error from the network means to who reads the log.
    fileprivate init(syslog error: any Error, at address: SyslogAddress) {
        self.init("\(address): \(Self.reason(error))")
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case let error as AuditDeliveryError: error.message
        case is CancellationError: "it was called off"
        case ChannelError.connectTimeout: "no connection in time"
        case is ChannelError: "the connection broke"
        case let error as NIOConnectionError:
            error.connectionErrors.first.map { reason($0.error) } ?? "the name can't be resolved"
        case let error as IOError: unsafe String(cString: strerror(error.errnoCode))
        default:
            HTTPFetchError(transport: error).code == .untrusted ? "the certificate is not accepted" : "\(error)"
        }
    }
}
