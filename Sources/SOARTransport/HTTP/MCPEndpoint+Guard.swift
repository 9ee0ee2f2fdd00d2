//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import SOARCore

extension MCPEndpoint {
    /// Under which name the request comes, and from which web page.
    func checkSource(_ request: HTTPRequest, _ hosts: HostCheck) -> HTTPAnswer? {
        guard let authority = request.authority, !authority.isEmpty else {
            return .refusal(.badRequest, "bad_request", "The Host header is missing.")
        }
        guard hosts.accepts(authority: authority) else {
            return .refusal(.forbidden, "forbidden_host", "This server does not answer to that host name.")
        }
        let origins = request.headerFields[values: .origin]
        guard origins.allSatisfy(hosts.accepts(origin:)), origins.count <= 1 else {
            return .refusal(.forbidden, "forbidden_origin", "Web pages of that origin may not call this server.")
        }
        return nil
    }

    /// What is looked at before anybody is asked who calls.
    func checkMethod(_ request: HTTPRequest) -> HTTPAnswer? {
        guard methods.contains(request.method) else {
            let allowed = methods.map(\.rawValue).joined(separator: ", ")
            return .refusal(
                .methodNotAllowed, "method_not_allowed",
                methods.count == 1 ? "Send a POST request." : "Send one of these: \(allowed).",
                headers: [.allow: allowed])
        }
        return nil
    }

    /// What else is asked for than a POST comes in a revision that is served and has it: one without sessions has nothing
    /// but POST (MCP 2026-07-28, transports, "Earlier Streamable HTTP Revisions"; 2025-11-25, "Protocol Version Header").
    func checkEra(_ request: IncomingRequest) -> HTTPAnswer? {
        guard request.method != .post else { return nil }
        let named = request.headerFields[values: .mcpProtocolVersion]
        guard named.count <= 1 else {
            return .refusal(.badRequest, "bad_version", "Send the header 'MCP-Protocol-Version' once.")
        }
        guard let revision = named.first.map(ProtocolRevision.init) else { return nil }
        guard revision.isServed else {
            let served = ProtocolRevision.served.map(\.rawValue).joined(separator: ", ")
            return .refusal(
                .badRequest, "bad_version", "That protocol version is not supported. These are: \(served).")
        }
        guard revision.isStateless else { return nil }
        return .refusal(
            .methodNotAllowed, "method_not_allowed", "In \(revision) everything is a POST request.",
            headers: [.allow: HTTPRequest.Method.post.rawValue])
    }

    /// What is looked at before the body is read.
    func checkContent(_ request: HTTPRequest, _ accepted: AcceptedTypes) -> HTTPAnswer? {
        guard MediaTypes.isJSON(request.headerFields.text(.contentType)) else {
            return .refusal(
                .unsupportedMediaType, "unsupported_media_type", "Send the body as 'application/json' in UTF-8."
            )
        }
        let encodings = request.headerFields[values: .contentEncoding]
        guard encodings.allSatisfy({ $0.lowercased() == "identity" }) else {
            return .refusal(
                .unsupportedMediaType, "unsupported_media_type", "Send the body as it is, without 'Content-Encoding'.",
                headers: [.acceptEncoding: "identity"])
        }
        guard accepted.json || accepted.events else { return needsJSON }
        if let length = request.headerFields.text(.contentLength).flatMap(Int.init),
            length > configuration.maximumBodyBytes
        {
            return tooLarge
        }
        return nil
    }

    /// What is answered where JSON would be, and isn't accepted.
    var needsJSON: HTTPAnswer {
        .refusal(
            .notAcceptable, "not_acceptable",
            "Answers are 'application/json': accept that, and 'text/event-stream' beside it."
        )
    }

    /// What is answered where a stream would be, and isn't accepted.
    var needsEvents: HTTPAnswer {
        .refusal(.notAcceptable, "not_acceptable", "This is answered with 'text/event-stream': accept that.")
    }

    /// The rest of the body is not read, so the connection can't go on.
    var tooLarge: HTTPAnswer {
        .refusal(
            .contentTooLarge, "content_too_large", "The body may be at most \(configuration.maximumBodyBytes) bytes.",
            headers: [.connection: "close"]
        )
    }
}
