//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// One HTTP request as a test wants it on the wire, rules of HTTP or not.
public struct TestRequest: Sendable {
    public var method = "POST"
    /// Path and query.
    public var target = "/mcp"
    /// In this order, repetitions included; `Content-Length` is added where none is said.
    public var fields: [(name: String, value: String)]
    public var body: [UInt8]

    /// Makes a request that the endpoint would look at: JSON, from this machine.
    public init(_ body: some Sequence<UInt8> = [], token: String? = nil, port: Int = 12345) {
        self.body = Array(body)
        fields = [
            ("Host", "127.0.0.1:\(port)"), ("Content-Type", "application/json"),
            ("Accept", "application/json, text/event-stream"),
        ]
        if let token { fields.append(("Authorization", "Bearer \(token)")) }
    }

    /// Puts one field in place of all of that name; nil takes them away.
    public mutating func set(_ name: String, _ value: String?) {
        fields.removeAll { $0.name.lowercased() == name.lowercased() }
        if let value { fields.append((name, value)) }
    }

    /// The request with one field in place of all of that name.
    public func with(_ name: String, _ value: String?) -> TestRequest {
        var request = self
        request.set(name, value)
        return request
    }

    /// The request with one more field.
    public func adding(_ name: String, _ value: String) -> TestRequest {
        var request = self
        request.fields.append((name, value))
        return request
    }

    /// The request with another method or target.
    public func with(method: String? = nil, target: String? = nil) -> TestRequest {
        var request = self
        request.method = method ?? self.method
        request.target = target ?? self.target
        return request
    }

    /// The bytes that go out.
    public var bytes: [UInt8] {
        var head = "\(method) \(target) HTTP/1.1\r\n"
        for (name, value) in fields { head += "\(name): \(value)\r\n" }
        let framing: Set = ["content-length", "transfer-encoding"]
        if !fields.contains(where: { framing.contains($0.name.lowercased()) }) {
            head += "Content-Length: \(body.count)\r\n"
        }
        return Array((head + "\r\n").utf8) + body
    }
}
