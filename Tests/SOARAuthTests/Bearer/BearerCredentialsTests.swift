//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import SOARCore
import Testing

@testable import SOARAuth

@Suite("Bearer credentials")
struct BearerCredentialsTests {
    private let credentials = BearerCredentials(acceptsQueryToken: true, queryShapes: [.apiToken, .opaque])

    private func request(_ path: String = "/mcp", _ authorization: String...) -> HTTPRequest {
        var request = HTTPRequest(method: .post, scheme: "http", authority: "localhost", path: path)
        for value in authorization { request.headerFields.append(HTTPField(name: .authorization, value: value)) }
        return request
    }

    @Test("takes the token of the header, whatever the case of the scheme", arguments: ["Bearer", "bearer", "BEARER"])
    func takesHeader(_ scheme: String) throws {
        #expect(try credentials.token(of: request("/mcp", "\(scheme) abc.def-_~+/1==")).exposed == "abc.def-_~+/1==")
        #expect(try credentials.token(of: request("/mcp", "\(scheme)   abc")).exposed == "abc")
    }

    @Test("takes the token of the query where there is no header")
    func takesQuery() throws {
        #expect(try credentials.token(of: request("/mcp?token=abc")).exposed == "abc")
        #expect(try credentials.token(of: request("/mcp?a=1&token=abc&b")).exposed == "abc")
    }

    @Test("takes the header's token where the query has none or the same, and neither of two")
    func headerWins() throws {
        #expect(try credentials.token(of: request("/mcp?token=same", "Bearer same")).exposed == "same")
        for query in ["token=query", "token=", "token", "token=header&token=query"] {
            #expect(throws: AuthenticationFailure.malformedQuery) {
                try credentials.token(of: request("/mcp?\(query)", "Bearer header"))
            }
        }
        let headerOnly = BearerCredentials(acceptsQueryToken: false)
        #expect(try headerOnly.token(of: request("/mcp?token=query", "Bearer header")).exposed == "header")
        #expect(throws: AuthenticationFailure.missing) {
            try credentials.token(of: request("/mcp?token=query", "Basic dXNlcjpwYXNz"))
        }
        #expect(throws: AuthenticationFailure.malformedHeader) {
            try credentials.token(of: request("/mcp?token=query", "Bearer "))
        }
    }

    @Test(
        "refuses a header that is not Bearer's syntax",
        arguments: [
            "", "Bearer", "Bearer ", "Bearer a b", "Bearer a,b", "Bearer a=b", "Bearer =", "Bearer ä", "Bearer\tabc",
            "Bearer \"abc\"", "(x) abc",
        ])
    func refusesMalformedHeader(_ value: String) {
        #expect(throws: AuthenticationFailure.malformedHeader) { try credentials.token(of: request("/mcp", value)) }
    }

    @Test("refuses several headers, even equal ones")
    func refusesRepeatedHeader() {
        #expect(throws: AuthenticationFailure.malformedHeader) {
            try credentials.token(of: request("/mcp", "Bearer abc", "Bearer abc"))
        }
    }

    @Test(
        "refuses a query that is ambiguous or not a token's alphabet",
        arguments: ["token=a&token=a", "token=", "token", "token=a%20b", "token=%61bc", "token=a+b%00"])
    func refusesMalformedQuery(_ query: String) {
        #expect(throws: AuthenticationFailure.malformedQuery) { try credentials.token(of: request("/mcp?\(query)")) }
    }

    @Test("takes no structured token from a query, and none at all where that is switched off")
    func refusesQuery() {
        #expect(throws: AuthenticationFailure.malformedQuery) {
            try credentials.token(of: request("/mcp?token=eyJhbGciOiJub25lIn0.e30.x"))
        }
        #expect(throws: AuthenticationFailure.missing) {
            try BearerCredentials(acceptsQueryToken: false).token(of: request("/mcp?token=abc"))
        }
    }

    @Test("takes only forms from a query that may come there, and a structured token never")
    func queryShapes() throws {
        let credentials = BearerCredentials(acceptsQueryToken: true, queryShapes: [.apiToken, .structured])
        let token = APITokenSecret().exposed
        #expect(try credentials.token(of: request("/mcp?token=\(token)")).exposed == token)
        for other in ["abc", "a.b.c"] {
            #expect(throws: AuthenticationFailure.malformedQuery) {
                try credentials.token(of: request("/mcp?token=\(other)"))
            }
        }
        #expect(try credentials.token(of: request("/mcp", "Bearer abc")).exposed == "abc")
    }

    @Test("finds nothing in other places", arguments: ["/mcp", "/mcp?Token=abc", "/mcp?access_token=abc", "/mcp?"])
    func findsNothing(_ path: String) {
        #expect(throws: AuthenticationFailure.missing) { try credentials.token(of: request(path)) }
    }

    @Test("refuses a token beyond the limit")
    func refusesLongToken() {
        let long = String(repeating: "a", count: BearerToken.maximumLength + 1)
        #expect(throws: AuthenticationFailure.malformedToken) {
            try credentials.token(of: request("/mcp", "Bearer \(long)"))
        }
    }
}
