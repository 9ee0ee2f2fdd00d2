//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARAuth
import SOARCore
import SOARTransport
import TestSupport
import Testing

/// A thousand clients that listen at a time.
@Suite("Many streams")
struct ManyStreamsTests {
    private static let count = 1000

    private var descriptors: Int {
        get throws { try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count }
    }

    @Test("each is told of exactly what it asked for, and leaves nothing behind")
    func exact() async throws {
        var setup = try TestServer.Setup {
            for number in 0..<Self.count {
                Resource("test://\(number)", name: "r\(number)", description: "A number.") { _ in .text("\(number)") }
            }
        }
        setup.verifier = StaticTokenVerifier(["any": AccessToken(subject: "any", client: "any")])
        let offered = try #require(setup.server)
        try await withTestServer(setup) { server in
            let before = try descriptors
            let client = server.client("any")
            var streams: [SSEClient] = []
            for number in 0..<Self.count {
                let filter: JSONObject = ["resourceSubscriptions": ["test://\(number)"]]
                let request = client.request("subscriptions/listen", ["notifications": .object(filter)])
                streams.append(try await SSEClient(port: server.port, sending: request))
            }
            for stream in streams {
                #expect(try await stream.nextEvent()?.method == "notifications/subscriptions/acknowledged")
            }
            #expect(try descriptors >= before + 2 * Self.count)
            let changed = Array(stride(from: 0, to: Self.count, by: 7))
            for number in changed { offered.resourceUpdated("test://\(number)") }
            for number in changed {
                let told = try await streams[number].nextEvent()
                #expect(told?.method == "notifications/resources/updated")
                #expect(told?.params?["uri"] == .string("test://\(number)"))
            }
            // What anybody was told beside that would have come by now.
            try await Task.sleep(for: .milliseconds(300))
            for stream in streams { #expect(try await stream.isQuiet(for: .zero)) }
            for stream in streams { await stream.close() }
            let deadline = ContinuousClock.now + .seconds(10)
            while try descriptors > before, .now < deadline { try await Task.sleep(for: .milliseconds(20)) }
            #expect(try descriptors <= before)
        }
    }
}
