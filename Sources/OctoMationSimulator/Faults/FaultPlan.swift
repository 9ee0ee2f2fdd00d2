//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import Hummingbird
import NIOCore
import SOARCore

/// What the faults of one call come to; where two say different things the later one counts.
struct FaultPlan: Sendable {
    private(set) var latency = Duration.zero
    private(set) var times = TimeStyle.documented
    private(set) var keepsDataInFile = false
    private(set) var countsPagesFromZero = false
    /// The answer in place of the platform's own.
    private(set) var replacement: Response?
    private var business: Envelope?
    private var hidesResult = false
    private var messageKey = "msg"
    private var delivery = Delivery.whole

    init(_ faults: [SimulatorFault]) {
        for fault in faults { add(fault) }
    }

    private mutating func add(_ fault: SimulatorFault) {
        switch fault {
        case .latency(let duration): latency += duration
        case .httpStatus(let code): replacement = Self.page(HTTPResponse.Status(code: code))
        case .redirect(let address):
            replacement = Response(status: .found, headers: [.location: address])
        case .businessCode(let code, let message): business = .failure(code, message)
        case .nullResult: hidesResult = true
        case .messageKey: messageKey = "message"
        case .isoTimes: times = .isoZ
        case .epochTimes: times = .epochMilliseconds
        case .fileData: keepsDataInFile = true
        case .pagesFromZero: countsPagesFromZero = true
        case .invalidJSON: delivery = .notJSON
        case .emptyBody: delivery = .empty
        case .truncated: delivery = .truncated
        case .oversize(let bytes): delivery = .padded(bytes: bytes)
        case .slowBody(let bytes, let pause): delivery = .slow(chunkBytes: bytes, pause: pause)
        }
    }

    /// The platform's answer with the faults worked in.
    func response(_ envelope: Envelope, status: HTTPResponse.Status = .ok) -> Response {
        var envelope = business ?? envelope
        if hidesResult { envelope.result = .null }
        let body = envelope.json(messageKey: messageKey)
        return Response(
            status: status, headers: [.contentType: "application/json;charset=UTF-8"],
            body: delivery.body(body.encoded()))
    }

    private static func page(_ status: HTTPResponse.Status) -> Response {
        let text = "<html><body><h1>\(status.code) \(status.reasonPhrase)</h1></body></html>"
        return Response(
            status: status, headers: [.contentType: "text/html"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
