//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes

/// What every answer comes in: `{"code": …, "result": …, "msg": …}`.
struct OctoMationEnvelope: Sendable {
    /// The whole answer.
    var value: JSONValue
    /// The answer proper; nil where it is missing or `null`.
    var result: JSONValue?

    /// How many values one answer may hold.
    static let maximumValues = 2_000_000

    /// Opens an answer.
    ///
    /// - Throws: The fault, unless the HTTP status is 200 and the platform's code says that it was done.
    init(_ response: HTTPFetchResponse, maximumBytes: Int, text: PlatformText) throws(OctoMationFault) {
        let status = response.head.status.code
        var limits = JSONLimits()
        limits.maximumBytes = maximumBytes
        limits.maximumValues = Self.maximumValues
        let parsed: Result<JSONValue, JSONParseError>
        do {
            parsed = .success(try JSONParser.parse(response.body, limits: limits))
        } catch {
            parsed = .failure(error)
        }

        guard status == 200 else {
            let said = (try? parsed.get()).flatMap { text.message($0.messageText) }
            throw OctoMationFault(Self.error(status: status, said: said), httpStatus: status)
        }
        switch parsed {
        case .failure(let error):
            throw OctoMationFault(
                PlatformError(
                    .unreadable, "The platform's answer is not the JSON it documents. Check its address.", cause: error),
                httpStatus: status)
        case .success(let value):
            guard let code = value["code"]?.lenientInteger else {
                throw OctoMationFault(
                    PlatformError(.unreadable, "The platform's answer has no code. Check its address."),
                    httpStatus: status)
            }
            guard OctoMationCode(rawValue: code).isSuccess else {
                throw OctoMationFault(
                    OctoMationCode(rawValue: code).error(said: text.message(value.messageText)), httpStatus: status)
            }
            self.value = value
            // A bare nil would be the value null here, which a literal can stand for.
            result = value["result"].flatMap { $0.isNull ? JSONValue?.none : $0 }
        }
    }

    private static func error(status: Int, said: String?) -> PlatformError {
        let addition = said.map { " It says: \($0)" } ?? ""
        switch status {
        case 401, 403:
            return PlatformError(.unauthorized, "The platform does not accept the configured token.\(addition)")
        case 300...399:
            // Where to is left out: it would be the place to send the token to.
            return PlatformError(
                .http,
                "The platform answered with a redirect (HTTP \(status)), which is not followed. Check its address.")
        case 404:
            return PlatformError(
                .http, "The platform does not know this call (HTTP 404). Check its address.\(addition)")
        default:
            return PlatformError(.http, "The platform answered with HTTP \(status).\(addition)")
        }
    }
}

extension JSONValue {
    /// The error's text: `msg` as documented, or `message`.
    fileprivate var messageText: String? {
        for name in ["msg", "message"] {
            if let text = self[name]?.stringValue, !text.isEmpty { return text }
        }
        return nil
    }
}
