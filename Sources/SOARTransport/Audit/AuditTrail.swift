//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
public import SOARCore
import Synchronization

public import struct Foundation.Date

/// Writes what callers do to the audit log, and refuses to go on where it can't be written.
public final class AuditTrail: Sendable {
    private let log: any AuditLog
    private let readDurability: AuditDurability
    private let now: @Sendable () -> Date
    private let observe: (@Sendable (AuditRecord) -> Void)?
    private let floods = RefusalFloods()
    private let lastProbe = Mutex<(begun: ContinuousClock.Instant, succeeded: Bool)?>(nil)

    /// Makes a trail.
    ///
    /// - Parameters:
    ///   - log: Where the records are kept.
    ///   - readDurability: What the record of a call that changes nothing survives; all others survive a power cut.
    ///   - observe: Sees every record that was taken in; it must not keep anybody waiting.
    ///   - now: The time that records bear.
    public init(
        _ log: any AuditLog, readDurability: AuditDurability = .fsync,
        observe: (@Sendable (AuditRecord) -> Void)? = nil, now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.log = log
        self.readDurability = readDurability
        self.observe = observe
        self.now = now
    }

    /// How long an answer of ``isWritable()`` is good for: whoever asks more often must not wear the disk out.
    private static let probeLifetime: Duration = .seconds(1)

    /// Whether a record could be written now, as of at most a second ago.
    public func isWritable() async -> Bool {
        let known: Bool? = lastProbe.withLock { probe in
            let now = ContinuousClock.now
            if let probe, probe.begun.duration(to: now) < Self.probeLifetime { return probe.succeeded }
            // Claimed before it is asked: anybody may ask for readiness, and a locked log keeps each of them waiting.
            probe = (now, probe?.succeeded ?? true)
            return nil
        }
        if let known { return known }
        let succeeded: Bool
        do {
            try await log.checkAuditLog()
            succeeded = true
        } catch {
            succeeded = false
        }
        lastProbe.withLock { $0?.succeeded = succeeded }
        return succeeded
    }

    /// Writes whatever was taken in but not yet written; for the end of a server.
    ///
    /// - Throws: `StoreError` where it can't be: then records of refusals are lost.
    public func flush() async throws {
        try await tell(floods.rest(isEnd: true))
        try await log.flushAuditRecords()
    }

    /// Records what of a flood of refusals no record stands for yet; to be called every few seconds.
    ///
    /// - Throws: ``SOARAuth/AuthenticationFailure/unavailable(_:)`` where it can't be; it is told of later then.
    public func tellOfFloods() async throws { try await tell(floods.rest(isEnd: false)) }

    private func tell(_ tellings: [RefusalFloods.Telling]) async throws(AuthenticationFailure) {
        for (number, telling) in tellings.enumerated() {
            do throws(AuthenticationFailure) {
                try await write(telling.record)
            } catch {
                for telling in tellings[number...] { floods.giveBack(telling, isRefused: false) }
                throw error
            }
        }
    }

    /// Writes that a request was refused before anybody asked what it wants.
    ///
    /// Of many from strangers at one address, or beyond a limit on requests, some records stand for all; else who is
    /// known has a record of each.
    ///
    /// - Throws: ``SOARAuth/AuthenticationFailure/unavailable(_:)`` where it can't be written.
    func record(refusal entry: AuditEntry, isLimit: Bool) async throws(AuthenticationFailure) {
        let record = entry.record(at: now())
        guard record.isOfStranger || isLimit else { return try await write(record) }
        guard let telling = floods.take(record, from: entry.origin.peer, isLimit: isLimit) else { return }
        do throws(AuthenticationFailure) {
            try await write(telling.record)
        } catch {
            floods.giveBack(telling, isRefused: true)
            throw error
        }
    }

    /// Writes one record; returns when it is safe on disk or, for a refusal of a stranger, on its way there.
    ///
    /// - Throws: ``SOARAuth/AuthenticationFailure/unavailable(_:)``: what is not recorded does not happen.
    func record(_ entry: AuditEntry) async throws(AuthenticationFailure) {
        let record = entry.record(at: now())
        try await write(record, entry.isRead && record.outcome != .denied ? readDurability : .fsync)
    }

    private func write(
        _ record: AuditRecord, _ durability: AuditDurability = .fsync
    ) async throws(AuthenticationFailure) {
        do {
            // Anybody can be refused, any number of times, and behind it there is nothing that waits for a record.
            if record.outcome == .denied, record.isOfStranger {
                try await log.enqueue(record)
            } else {
                try await log.append(record, durability: durability)
            }
        } catch {
            throw .unavailable("audit log: \(error.message)")
        }
        observe?(record)
    }
}

/// Where a call comes from, as far as the audit log wants to know.
public struct CallOrigin: Sendable {
    /// Names the call in the audit log and in the server's log.
    public var callID: String
    public var receivedAt: ContinuousClock.Instant
    /// The address of the client, as far as anybody who can be believed says so; see ``TrustedProxies``.
    public var peer: String?
    public var userAgent: String?
    /// The trace that the call is part of, where the client said so.
    public var trace: TraceContext?

    public init(
        callID: String, receivedAt: ContinuousClock.Instant, peer: String? = nil, userAgent: String? = nil,
        trace: TraceContext? = nil
    ) {
        self.callID = callID
        self.receivedAt = receivedAt
        self.peer = peer
        self.userAgent = userAgent
        self.trace = trace
    }
}

/// What is to be recorded of one call.
struct AuditEntry {
    var origin: CallOrigin
    var caller: AccessToken?
    var action: String
    var resource: String
    var parameters: JSONObject?
    var phase: AuditRecord.Phase
    var outcome: AuditRecord.Outcome
    var error: String?
    /// Whether the call changes nothing; where nobody says so it may.
    var isRead = false

    /// An entry for a call that is about to be decided.
    init(
        _ origin: CallOrigin, caller: AccessToken?, action: String, resource: String, parameters: JSONObject? = nil,
        phase: AuditRecord.Phase = .outcome, outcome: AuditRecord.Outcome, error: String? = nil
    ) {
        self.origin = origin
        self.caller = caller
        self.action = action
        self.resource = resource
        self.parameters = parameters
        self.phase = phase
        self.outcome = outcome
        self.error = error
    }

    /// A token that was refused, and whose it is if that is known.
    static func refusedToken(
        _ origin: CallOrigin, _ failure: AuthenticationFailure, of caller: AccessToken?
    ) -> AuditEntry {
        AuditEntry(
            origin, caller: caller, action: "authenticate", resource: "mcp:endpoint", outcome: .denied,
            error: failure.label)
    }

    /// A request that could not be read: no call, but it shows that the token works.
    static func unreadable(_ origin: CallOrigin, _ caller: AccessToken, error: String?) -> AuditEntry {
        AuditEntry(
            origin, caller: caller, action: "request", resource: "mcp:endpoint", outcome: .failure, error: error)
    }

    /// The same call with another ending.
    func ending(_ outcome: AuditRecord.Outcome, error: String? = nil) -> AuditEntry {
        var entry = self
        entry.phase = .outcome
        entry.outcome = outcome
        entry.error = error
        return entry
    }

    /// The same for a call that changes nothing.
    var reading: AuditEntry {
        var entry = self
        entry.isRead = true
        return entry
    }

    /// The record: everything that a client sent is scrubbed and cut.
    func record(at time: Date) -> AuditRecord {
        AuditRecord(
            callID: origin.callID, phase: phase, time: time, tokenID: caller?.tokenID, tokenName: caller?.name,
            tenant: caller?.tenant, action: AuditScrubber.scrub(action), resource: AuditScrubber.scrub(resource),
            parameters: parameters.map(AuditScrubber.scrub), outcome: outcome, error: error.map(AuditScrubber.scrub),
            latency: origin.receivedAt.duration(to: .now), peer: origin.peer,
            userAgent: origin.userAgent.map(AuditScrubber.scrub), traceID: origin.trace?.traceID
        )
    }
}

extension AuditRecord {
    /// Whether nobody knows who it was.
    fileprivate var isOfStranger: Bool { tokenID == nil && tokenName == nil }
}
