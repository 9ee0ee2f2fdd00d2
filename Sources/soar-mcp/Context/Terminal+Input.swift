//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore

extension Terminal {
    /// Bytes of a secret that are read at most.
    private static let maximumSecretBytes = 64 * 1024
    /// What Ctrl-C types while it doesn't end the process.
    private static let interrupt: UInt8 = 3

    /// Reads one line from standard input; where that is a terminal, after a prompt and without showing what is typed.
    ///
    /// - Returns: The line without its end; nil where there is none.
    static func readSecretLine(_ prompt: String) throws -> String? {
        guard isatty(STDIN_FILENO) == 1 else { return try readLineOfInput() }
        var shown = termios()
        guard unsafe tcgetattr(STDIN_FILENO, &shown) == 0 else { return try readLineOfInput() }
        var hidden = shown
        // Signals too: a Ctrl-C in the middle would leave a terminal behind that shows nothing.
        hidden.c_lflag &= ~tcflag_t(ECHO | ISIG)
        unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden)
        defer { unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown) }
        process.writeRemark(prompt)
        defer { process.writeRemark("\n") }
        return try readLineOfInput()
    }

    private static func readLineOfInput() throws -> String? {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while unsafe read(STDIN_FILENO, &byte, 1) == 1, byte != UInt8(ascii: "\n") {
            guard byte != interrupt else { throw CancellationError() }
            guard bytes.count < maximumSecretBytes else {
                throw CommandError(Message("The line is too long.", "输入过长。"))
            }
            bytes.append(byte)
        }
        guard byte == UInt8(ascii: "\n") || !bytes.isEmpty else { return nil }
        guard let line = String(validating: bytes, as: UTF8.self) else {
            throw CommandError(Message("The line is not UTF-8.", "输入不是 UTF-8 编码。"))
        }
        return line.hasSuffix("\r") ? String(line.dropLast()) : line
    }
}

extension CommandContext {
    /// Asks the person at the terminal for something that must not be seen, or reads it from standard input.
    ///
    /// - Throws: ``CommandError`` where nothing comes.
    func readSecret(_ prompt: Message) throws -> Secret<String> {
        guard let line = try terminal.readSecret(prompt.text(in: language) + ": "), !line.isEmpty else {
            throw CommandError(
                Message(
                    "Nothing was given. Type it at the prompt, or send it as one line on standard input.",
                    "未输入内容。请在提示处输入，或通过标准输入提供一行。"))
        }
        return Secret(line)
    }
}
