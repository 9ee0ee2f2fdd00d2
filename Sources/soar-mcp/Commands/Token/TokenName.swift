//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// What a token may be called.
enum TokenName {
    static let maximumLength = 100
    static let maximumDescriptionLength = 500

    /// The name without blanks around it.
    ///
    /// - Throws: ``CommandError`` for one that is empty, too long, not printable, or looks like a token's number.
    static func checked(_ text: String) throws -> String {
        let name = text.trimmingBlanks()
        guard !name.isEmpty, name.count <= maximumLength, PlainText.escaped(name) == name,
            !name.allSatisfy({ "0"..."9" ~= $0 })
        else {
            throw CommandError(
                Message(
                    "A token's name has 1 to \(maximumLength) printable characters and is not a number.",
                    "令牌名称须为 1 到 \(maximumLength) 个可打印字符，且不能是纯数字。"))
        }
        return name
    }

    /// The owner's name without blanks around it; empty for nobody.
    ///
    /// - Throws: ``CommandError`` for one that is too long or not printable.
    static func checkedOwner(_ text: String) throws -> String {
        let owner = text.trimmingBlanks()
        guard owner.count <= maximumLength, PlainText.escaped(owner) == owner else {
            throw CommandError(
                Message(
                    "An owner has up to \(maximumLength) printable characters.", "所有者最多 \(maximumLength) 个可打印字符。"))
        }
        return owner
    }

    static func checkedDescription(_ text: String) throws -> String {
        let description = text.trimmingBlanks()
        guard description.count <= maximumDescriptionLength, PlainText.escaped(description) == description else {
            throw CommandError(
                Message(
                    "A description has up to \(maximumDescriptionLength) printable characters on one line.",
                    "描述最多 \(maximumDescriptionLength) 个可打印字符，且只能一行。"))
        }
        return description
    }
}
