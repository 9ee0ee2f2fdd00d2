//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

extension CommandError {
    /// Does something with a setting's value; what is wrong with it is told under the setting's name.
    ///
    /// - Throws: What the body throws, a ``CommandError`` with the name before it.
    static func naming<Value>(_ setting: Setting, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as CommandError {
            throw CommandError(Message("\(setting.name): ", "\(setting.name)：") + error.message)
        }
    }
}
