//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import Hummingbird

/// Says of a path where nothing is what is served, in place of Hummingbird's empty 404.
///
/// Added to a router after everything that answers paths of its own, as ``MCPMiddleware`` does.
public struct UnknownPathMiddleware<Context: RequestContext>: RouterMiddleware {
    private let answer: HTTPAnswer

    /// Makes a middleware that names the paths.
    public init(served: [String]) {
        answer = .refusal(.notFound, "not_found", "Nothing is at that path. Served: \(served.joined(separator: ", ")).")
    }

    /// The next step, as Hummingbird has it.
    public typealias Next<Request, Response> = @concurrent (Request, Context) async throws -> Response

    public func handle(_ request: Request, context: Context, next: Next<Request, Response>) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError where error.status == .notFound {
            let response = Response(answer)
            return request.method == .head ? response.createHeadResponse() : response
        }
    }
}
