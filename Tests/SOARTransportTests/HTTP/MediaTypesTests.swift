//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import TestSupport
import Testing

@testable import SOARTransport

/// What a request carries and what its sender can take (requirements A7, A8; decision 1).
@Suite("Media types")
struct MediaTypesTests {
    @Test(
        "a body is JSON where it says so, in UTF-8 or without a word about it",
        arguments: [
            "application/json", "Application/JSON", "application/json;charset=utf-8", "application/json; charset=UTF-8",
            "application/json; charset=\"utf-8\"", "application/json ; charset=utf-8", "application/json;",
            "application/json; version=1", " application/json\t",
        ])
    func isJSON(_ type: String) {
        #expect(MediaTypes.isJSON(type))
    }

    @Test(
        "a body is something else otherwise",
        arguments: [
            nil, "", "text/plain", "application/jsonx", "application/jso", "json", "*/*", "application/*",
            "application/json, text/plain", "text/plain, application/json", "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=application/json", "application/json; charset=latin1",
            "application/json; charset=utf-16", "application/json;charset=",
            "application/json; charset=utf-8; charset=gbk",
            "application/vnd.api+json", "text/json", "application /json", "application/json\u{0}",
        ])
    func isNotJSON(_ type: String?) {
        #expect(!MediaTypes.isJSON(type))
    }

    @Test(
        "JSON may be answered to who takes it or says nothing",
        arguments: [
            [], [""], ["application/json"], ["application/json, text/event-stream"],
            ["text/event-stream, application/json"],
            ["*/*"], ["application/*"], ["text/html, */*;q=0.1"], ["application/json;q=0.001"], ["APPLICATION/JSON"],
            ["text/html", "application/json"], ["text/html;q=1,application/json;q=0.5"], ["application/json;q=1.0"],
            ["application/json, */*;q=0"], ["application/json ; q=0.5"], ["application/*, application/xml;q=0"],
            [",,application/json,"],
        ])
    func accepts(_ fields: [String]) {
        #expect(MediaTypes.acceptsJSON(fields))
    }

    @Test(
        "JSON is not answered to who does not take it",
        arguments: [
            ["text/event-stream"], ["text/*"], ["application/xml"], ["application/json;q=0"],
            ["application/json;q=0.0"],
            ["application/json; q=0.000"], ["application/json;Q=0"], ["*/*;q=0"], ["application/*;q=0, */*"],
            ["application/json;q=0, */*"], ["*/*, application/json;q=0"], ["application/jsonp"], ["json"],
            ["application/json ;q=0 , text/html"],
        ])
    func doesNotAccept(_ fields: [String]) {
        #expect(!MediaTypes.acceptsJSON(fields))
    }

    @Test("over the wire: 415 for another type and 406 for who takes none, never before the token")
    func statuses() async throws {
        try await withTestServer(try .samples()) { server async throws in
            let request = server.anybody.request("tools/list")
            for type in [nil, "text/plain", "application/json; charset=gbk"] {
                #expect(try await server.client().send(request.with("Content-Type", type)).status == 415)
            }
            let twice = request.adding("Content-Type", "text/plain")
            #expect(try await server.client().send(twice).status == 415)
            #expect(try await server.client().send(request.with("Accept", "text/event-stream")).status == 406)
            #expect(try await server.client().send(request.with("Accept", nil)).status == 200)
            let both = request.with("Content-Type", "text/plain").with("Accept", "text/plain")
            #expect(try await server.client().send(both).status == 415)
            let stranger = both.with("Authorization", nil)
            #expect(try await server.client().send(stranger).status == 401)
        }
    }
}
