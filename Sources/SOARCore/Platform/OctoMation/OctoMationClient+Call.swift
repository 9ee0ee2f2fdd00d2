//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import Logging

extension OctoMationClient {
    /// Makes a call, again where that is allowed and may help, and opens the envelope.
    func send(_ call: OctoMationCall) async throws(PlatformError) -> OctoMationEnvelope {
        let request = try authorized(call.request(to: configuration.baseURL))
        var delays = configuration.retryDelays.prefix(Configuration.maximumRetries)
        while true {
            let fault: OctoMationFault
            do {
                return try await attempt(call, request)
            } catch {
                fault = error
            }
            guard call.repetition == .allowed, fault.mayPass, !Task.isCancelled, let delay = delays.popFirst() else {
                throw fault.error
            }
            logger.debug(
                "Platform call is tried again",
                metadata: ["platform.call": "\(call.name)", "error.code": "\(fault.error.code)"])
            do { try await sleep(delay) } catch { throw fault.error }
        }
    }

    /// Makes a call once.
    func attempt(_ call: OctoMationCall) async throws(OctoMationFault) -> OctoMationEnvelope {
        let request: HTTPRequest
        do { request = try authorized(call.request(to: configuration.baseURL)) } catch { throw OctoMationFault(error) }
        return try await attempt(call, request)
    }

    private func attempt(
        _ call: OctoMationCall, _ request: HTTPRequest
    ) async throws(OctoMationFault) -> OctoMationEnvelope {
        var limits = HTTPFetchLimits()
        limits.timeout = configuration.timeout
        limits.maximumBodyBytes = call.maximumBytes
        let response: HTTPFetchResponse
        do {
            response = try await http.fetch(request, body: call.body?.encoded() ?? [], limits: limits)
        } catch {
            logger.debug(
                "Platform call failed",
                metadata: ["platform.call": "\(call.name)", "error.code": "\(error.code.rawValue)"])
            throw OctoMationFault(fetch: error)
        }
        logger.trace(
            "Platform answered",
            metadata: [
                "platform.call": "\(call.name)", "http.status": "\(response.head.status.code)",
                "http.body.bytes": "\(response.body.count)",
            ])
        return try OctoMationEnvelope(response, maximumBytes: call.maximumBytes, text: platformText)
    }

    private func authorized(_ request: HTTPRequest) throws(PlatformError) -> HTTPRequest {
        let token = configuration.token.exposed
        guard !token.isEmpty, HTTPField.isValidValue(token), let name = HTTPField.Name("hg-token") else {
            throw PlatformError(
                .notConfigured,
                "The platform's token is missing or holds characters that can't be sent; enter it again.")
        }
        var request = request
        var field = HTTPField(name: name, value: token)
        field.indexingStrategy = .disallow
        request.headerFields.append(field)
        // Whoever traces the call finds there what was done for it.
        for field in TraceContext.current?.headers() ?? [] { request.headerFields.append(field) }
        return request
    }

    /// How the platform's words are made fit to be shown.
    var platformText: PlatformText { PlatformText(hiding: configuration.token) }
}
