//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import Hummingbird

extension Router {
    /// Adds something to be read: `GET` and `HEAD` are answered, other methods with 405 and what is allowed (RFC 9110
    /// §9.1, §15.5.6).
    func page(
        _ path: RouterPath, _ answer: @escaping @Sendable (Request, Context) async -> HTTPAnswer
    ) {
        get(path) { request, context in Response(await answer(request, context)) }
        head(path) { request, context in Response(await answer(request, context)).createHeadResponse() }
        for method: HTTPRequest.Method in [.post, .put, .patch, .delete, .options] {
            on(path, method: method) { _, _ in
                Response(
                    .refusal(
                        .methodNotAllowed, "method_not_allowed", "Send a GET request.", headers: [.allow: "GET, HEAD"]))
            }
        }
    }
}
