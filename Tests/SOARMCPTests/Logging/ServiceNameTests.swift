//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ServiceLifecycle
import Testing

@testable import soar_mcp

@Suite("The names of services")
struct ServiceNameTests {
    private struct Listening: Service {
        let settings: String

        func run() async throws {}
    }

    @Test("in logs and errors hold nothing of the services")
    func names() {
        let configuration = ServiceGroupConfiguration.ServiceConfiguration(typed: Listening(settings: "s3cret"))
        #expect(configuration.serviceName == "Listening")
    }
}
