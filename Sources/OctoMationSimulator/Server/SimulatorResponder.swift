//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import Hummingbird
import NIOCore
import SOARCore

/// The way of one request: read, recorded, delayed, let in or not, answered, spoiled.
struct SimulatorResponder: HTTPResponder {
    let simulator: OctoMationSimulator

    func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
        guard let bytes = try? await request.body.collect(upTo: simulator.maximumBodyBytes) else {
            return Response(status: .contentTooLarge)
        }
        let body = bytes.readableBytes > 0 ? try? JSONParser.parse(Array(bytes.readableBytesView)) : nil
        let (endpoint, pathID) = SimulatorEndpoint.match(request.method, path: request.uri.path)
        let query = Dictionary(
            request.uri.queryParameters.map { (String($0), String($1)) }, uniquingKeysWith: { first, _ in first })
        var call = Call(endpoint: endpoint, pathID: pathID, query: query, body: body)
        simulator.calls.record(
            RecordedRequest(
                endpoint: endpoint, method: request.method, path: request.head.path ?? "", headers: request.headers,
                body: body, bodyLength: bytes.readableBytes, receivedAt: simulator.currentTime))

        let plan = FaultPlan(simulator.faults.take(for: call))
        if plan.latency > .zero { try await Task.sleep(for: plan.latency) }
        if let response = plan.replacement { return response }
        call.times = plan.times
        call.keepsDataInFile = plan.keepsDataInFile
        call.countsPagesFromZero = plan.countsPagesFromZero

        guard let token = HTTPField.Name("hg-token"), simulator.lets(in: request.headers[token]) else {
            let status: HTTPResponse.Status = simulator.refusal == .httpStatus ? .unauthorized : .ok
            return plan.response(.failure(401, "Token 无效或已过期"), status: status)
        }
        guard endpoint != .unknown else { return notFound(request) }
        return plan.response(simulator.routes.answer(call))
    }

    /// The answer of the framework that the platform is built on; the API's envelope is not around it.
    private func notFound(_ request: Request) -> Response {
        let body: JSONValue = ["status": 404, "error": "Not Found", "path": .string(request.uri.path)]
        return Response(
            status: .notFound, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body.encoded())))
    }
}
