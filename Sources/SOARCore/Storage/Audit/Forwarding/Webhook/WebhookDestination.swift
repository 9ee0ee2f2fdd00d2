//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Crypto
public import HTTPTypes

public import struct Foundation.Date

/// An address to which batches of audit records are posted, a JSON object a line.
///
/// Any status from 200 to 299 says that the receiver has the records; with everything else they are posted again.
public struct WebhookDestination: AuditDestination {
    /// How the receiver knows who posts, and how long it may take.
    public struct Configuration: Sendable {
        /// What the body is signed with; no signature where there is none.
        public var secret: Secret<[UInt8]>?
        /// The header field `Authorization`; none where there is none.
        public var authorization: Secret<String>?
        /// For `User-Agent`.
        public var agent = "soar-mcp"
        /// From the first byte out to the last byte in.
        public var timeout: Duration = .seconds(15)
        /// Length of an answer in bytes; a longer one is taken for a failure.
        public var maximumAnswerBytes = 1024 * 1024

        public init() {}
    }

    public let name = "webhook"
    public let batchLimits = AuditBatchLimits(records: 500, bytes: 1024 * 1024)
    public let acknowledges = true
    public let isConnected = true
    private let target: HTTPRequest
    private let http: any HTTPFetching
    private let configuration: Configuration
    private let now: @Sendable () -> Date

    /// Makes a destination.
    ///
    /// - Parameters:
    ///   - target: Scheme, authority and path of the address.
    ///   - http: What posts; it must not follow redirects.
    ///   - configuration: How the receiver knows who posts, and how long it may take.
    ///   - now: The time that is signed.
    public init(
        _ target: HTTPRequest, http: any HTTPFetching, configuration: Configuration = Configuration(),
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.target = target
        self.http = http
        self.configuration = configuration
        self.now = now
    }

    public func deliver(_ records: [ChainedAuditRecord]) async throws(AuditDeliveryError) -> Int {
        guard let last = records.last else { return 0 }
        let body = records.flatMap { Array((JSONValue.object($0.json).text() + "\n").utf8) }
        var limits = HTTPFetchLimits()
        limits.timeout = configuration.timeout
        limits.maximumBodyBytes = configuration.maximumAnswerBytes
        let answer: HTTPFetchResponse
        do {
            answer = try await http.fetch(request(body, last: last), body: body, limits: limits)
        } catch {
            throw AuditDeliveryError("\(place): \(error.code.rawValue)")
        }
        guard answer.head.status.kind == .successful else {
            throw AuditDeliveryError("\(place) answered \(answer.head.status.code)")
        }
        return body.count
    }

    public func finish() async -> Bool { true }

    private func request(_ body: [UInt8], last: ChainedAuditRecord) -> HTTPRequest {
        var request = target
        request.method = .post
        request.headerFields[.contentType] = "application/x-ndjson"
        request.headerFields[.userAgent] = configuration.agent
        request.headerFields[.authorization] = configuration.authorization?.exposed
        // The hash too: a number can come twice, after a backup was restored.
        let key = "\(last.id)-\(Hexadecimal.text(last.hash).prefix(16))"
        request.set("Idempotency-Key", key)
        guard let secret = configuration.secret else { return request }
        let time = String(Int64(now().timeIntervalSince1970))
        request.set("X-Soar-Timestamp", time)
        request.set("X-Soar-Signature", Self.signature(of: body, time: time, secret: secret))
        return request
    }

    /// HMAC with SHA-256 over the time's digits, a full stop and the body.
    static func signature(of body: [UInt8], time: String, secret: Secret<[UInt8]>) -> String {
        var code = HMAC<SHA256>(key: SymmetricKey(data: secret.exposed))
        code.update(data: Array("\(time).".utf8))
        code.update(data: body)
        return "sha256=" + Hexadecimal.text(Array(code.finalize()))
    }

    /// The address without what may be a secret in it.
    private var place: String { "\(target.scheme ?? "")://\(target.authority ?? "")" }
}

extension HTTPRequest {
    fileprivate mutating func set(_ name: String, _ value: String) {
        if let name = HTTPField.Name(name) { headerFields[name] = value }
    }
}
