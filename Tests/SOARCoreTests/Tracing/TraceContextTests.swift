//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import Testing

@testable import SOARCore

@Suite("TraceContext")
struct TraceContextTests {
    private static let trace = "0af7651916cd43dd8448eb211c80319c"
    private static let span = "b7ad6b7169203331"

    @Test("reads a traceparent and takes a span id of its own")
    func reads() throws {
        let context = try #require(TraceContext(parent: "00-\(Self.trace)-\(Self.span)-01", newSpan: { 0xAB }))
        #expect(context.traceID == Self.trace && context.parentID == Self.span && context.flags == 1)
        #expect(context.spanID == "00000000000000ab")
        #expect(
            context.headers(newSpan: { 0xCD }) == [
                HTTPField(
                    name: try #require(HTTPField.Name("traceparent")), value: "00-\(Self.trace)-00000000000000cd-01")
            ])
    }

    @Test(
        "takes what W3C Trace Context §3.2 and §4.3 allow",
        arguments: [
            "00-\(trace)-\(span)-00", "00-\(trace)-\(span)-ff", "01-\(trace)-\(span)-01",
            "cc-\(trace)-\(span)-01-what-comes-later", "fe-\(trace)-\(span)-01-",
        ])
    func accepted(_ parent: String) throws {
        let context = try #require(TraceContext(parent: parent))
        #expect(context.traceID == Self.trace && context.flags <= 1)
    }

    @Test(
        "takes nothing that is not to the letter",
        arguments: [
            "", "00", "00-\(trace)-\(span)", "00-\(trace)-\(span)-1", "00-\(trace)-\(span)-01-",
            "ff-\(trace)-\(span)-01",
            "00-\(trace)-\(span)-01-extra", "00-\(trace)-\(span)-01 ", " 00-\(trace)-\(span)-01",
            "00-00000000000000000000000000000000-\(span)-01", "00-\(trace)-0000000000000000-01",
            "00-0AF7651916CD43DD8448EB211C80319C-\(span)-01", "00-\(trace)-B7AD6B7169203331-01",
            "0x-\(trace)-\(span)-01", "00_\(trace)_\(span)_01", "00-\(trace)-\(span)-0x", "cc-\(trace)-\(span)-01x",
            "00-\(trace.dropLast())g-\(span)-01", "00-\(trace)-\(span)-é1", "00-\(trace)-\(span.dropLast())\n-01",
        ])
    func refused(_ parent: String) {
        #expect(TraceContext(parent: parent) == nil)
    }

    @Test("a header that comes twice is none, and tracestate headers are one list")
    func headers() throws {
        let name = try #require(HTTPField.Name("traceparent"))
        let stateName = try #require(HTTPField.Name("tracestate"))
        let parent = HTTPField(name: name, value: "00-\(Self.trace)-\(Self.span)-01")
        #expect(TraceContext(HTTPFields([parent, parent])) == nil)
        #expect(TraceContext([:]) == nil)
        let states = ["a=1, b=2", "c=3"].map { HTTPField(name: stateName, value: $0) }
        let context = try #require(TraceContext(HTTPFields([parent] + states)))
        #expect(context.state == "a=1,b=2,c=3")
        #expect(context.headers().last?.value == "a=1,b=2,c=3")
    }

    @Test("reads what a message says about itself")
    func meta() {
        let parent = JSONValue.string("00-\(Self.trace)-\(Self.span)-01")
        #expect(TraceContext(meta: ["traceparent": parent, "tracestate": "a=1"])?.state == "a=1")
        #expect(TraceContext(meta: ["traceparent": parent, "tracestate": 7])?.state == "")
        #expect(TraceContext(meta: ["traceparent": 1]) == nil)
        #expect(TraceContext(meta: [:]) == nil)
    }

    @Test(
        "passes a sound tracestate on",
        arguments: [
            ("rojo=00f067aa0ba902b7", "rojo=00f067aa0ba902b7"), ("a=1,,b=2, ", "a=1,b=2"), ("1t@v=x y", "1t@v=x y"),
            ("a_b-c*d/e=~!", "a_b-c*d/e=~!"), ("", ""),
        ])
    func states(_ value: String, _ text: String) {
        #expect(TraceState([value]).text == text)
    }

    @Test(
        "drops a tracestate with anything else in it",
        arguments: [
            "a", "=1", "A=1", "1a=1", "a=", "a=1=2", "a@=1", "a@b@c=1", "a@1=x", "a=é", "a=\u{7}", "a=1,a=2",
            "a=\(String(repeating: "x", count: 257))", (0..<33).map { "k\($0)=1" }.joined(separator: ","),
            String(repeating: "a=1,", count: 3000),
        ])
    func unsoundStates(_ value: String) {
        #expect(TraceState([value]).text == "")
    }

    @Test("shortens a long tracestate by its long members first, then from its end")
    func longStates() {
        let long = "long=" + String(repeating: "x", count: 200)
        let short = (0..<32).map { "k\($0)=" + String(repeating: "y", count: 9) }
        #expect(TraceState(["a=1,\(long)," + short.prefix(30).joined(separator: ",")]).text.hasPrefix("a=1,k0="))
        let cut = TraceState([short.map { $0 + "12345" }.joined(separator: ",")]).text
        #expect(cut.utf8.count <= 512 && cut.utf8.count > 480 && cut.hasPrefix("k0="))
    }
}
