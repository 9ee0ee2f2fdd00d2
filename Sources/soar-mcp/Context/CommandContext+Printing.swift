//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore

extension CommandContext {
    /// Prints a result on standard output.
    func printResult(_ line: String) throws { try writeResult(line + "\n") }

    /// Writes text to standard output as it is.
    func writeResult(_ text: String) throws {
        do {
            try terminal.writeResult(text)
        } catch {
            throw CommandError(
                Message(
                    "The result could not be written to standard output.", "结果无法写入标准输出。"))
        }
    }

    /// Prints a result on standard output.
    func printResult(_ message: Message) throws { try printResult(message.text(in: language)) }

    /// Prints a result on standard output as JSON, for people and programs to read.
    func printResult(_ json: JSONValue) throws { try printResult(json.text(pretty: true)) }

    /// Prints something beside the result on standard error.
    func printRemark(_ message: Message) { terminal.writeRemark(message.text(in: language) + "\n") }
}
