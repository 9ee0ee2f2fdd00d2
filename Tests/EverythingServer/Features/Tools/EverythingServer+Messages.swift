//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import SOARTransport

extension EverythingServer {
    private static let pause: Duration = .milliseconds(50)

    /// What says something before its result.
    static var messageTools: [Tool] {
        [
            Tool(
                "test_tool_with_progress", description: "Reports its progress three times.", annotations: .readOnly
            ) { _, context in
                for step in [0.0, 50, 100] {
                    if step > 0 { try await Task.sleep(for: pause) }
                    await context.reportProgress(step, of: 100, message: "Completed step \(Int(step)) of 100")
                }
                return .text("Three steps of progress were reported.")
            },
            Tool("test_tool_with_logging", description: "Logs three messages.", annotations: .readOnly) { _, context in
                await context.log(.info, "Tool execution started")
                try await Task.sleep(for: pause)
                await context.log(.info, "Tool processing data")
                try await Task.sleep(for: pause)
                await context.log(.info, "Tool execution completed")
                return .text("Three messages were logged.")
            },
            Tool(
                "test_logging_tool", description: "Logs one message of each level.", annotations: .readOnly
            ) { _, context in
                for level in LogLevel.allCases {
                    await context.log(level, ["message": .string("This is \(level.rawValue).")], logger: "everything")
                }
                return .text("A message of each level was logged.")
            },
            Tool(
                "test_reconnection", description: "Has the client come back for its answer.", annotations: .readOnly
            ) { _, context in
                context.closeStream()
                try await Task.sleep(for: pause * 2)
                return .text("Reconnection test completed successfully.")
            },
        ]
    }
}
