//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Logging
import SOARCore

/// From a setting's text to its value; one function a kind.
enum SettingValues {
    static func integer(_ text: String, in range: ClosedRange<Int>, unit: Message) throws(SettingFault) -> Int {
        let accepted =
            Message(
                "a whole number from \(range.lowerBound) to \(range.upperBound)",
                "\(range.lowerBound) 到 \(range.upperBound) 的整数") + unit
        guard let value = Int(text.trimmingBlanks()) else {
            throw SettingFault(
                Message("\(SettingsError.shown(text)) is not a whole number", "\(SettingsError.shown(text)) 不是整数"),
                accepted: accepted)
        }
        guard range.contains(value) else {
            throw SettingFault(Message("\(value) is out of range", "\(value) 超出范围"), accepted: accepted)
        }
        return value
    }

    /// 0 asks for any free port.
    static func port(_ text: String) throws(SettingFault) -> Int {
        try integer(text, in: 0...65535, unit: Message("", ""))
    }

    static func seconds(_ text: String, in range: ClosedRange<Int>) throws(SettingFault) -> Duration {
        .seconds(try integer(text, in: range, unit: Message(" (seconds)", "（秒）")))
    }

    static func flag(_ text: String) throws(SettingFault) -> Bool {
        switch text.trimmingBlanks().lowercased() {
        case "1", "true", "yes", "on": return true
        case "0", "false", "no", "off": return false
        default:
            throw SettingFault(
                Message(
                    "\(SettingsError.shown(text)) is neither yes nor no", "\(SettingsError.shown(text)) 不是布尔值"),
                accepted: Message(same: "1, true, yes, on, 0, false, no, off"))
        }
    }

    static func choice<Value: RawRepresentable & CaseIterable>(
        _ text: String, of type: Value.Type
    ) throws(SettingFault) -> Value where Value.RawValue == String {
        guard let value = Value(rawValue: text.trimmingBlanks().lowercased()) else {
            throw SettingFault(
                Message(
                    "\(SettingsError.shown(text)) is not one of the choices", "\(SettingsError.shown(text)) 不在选项之内"),
                accepted: Message(same: Value.allCases.map(\.rawValue).joined(separator: ", ")))
        }
        return value
    }

    static func platformURL(_ text: String) throws(SettingFault) -> PlatformURL {
        do {
            return try PlatformURL(validating: text)
        } catch {
            // The text is not shown: it may hold a password.
            throw SettingFault(
                Message("the value can't be used: \(error)", "该值无法使用：\(error)"),
                accepted: Message("an address like https://soar.example.com", "形如 https://soar.example.com 的地址"))
        }
    }

    /// Taken to the letter, also where it is all digits; checked only to be possible in a header.
    static func secret(_ text: String) throws(SettingFault) -> Secret<String> {
        let maximum = 8192
        let trimmed = text.trimmingBlanks()
        guard trimmed.utf8.count <= maximum, trimmed.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw SettingFault(
                Message(
                    "the value is too long or holds blanks, control or non-ASCII characters",
                    "该值过长，或含有空格、控制字符或非 ASCII 字符"),
                accepted: Message(
                    "the token as the platform shows it, up to \(maximum) characters", "平台显示的令牌，最多 \(maximum) 个字符"))
        }
        return Secret(trimmed)
    }
}

extension String {
    /// The text without blanks and line ends around it.
    func trimmingBlanks() -> String {
        var slice = self[...]
        while let first = slice.first, first.isWhitespace { slice.removeFirst() }
        while let last = slice.last, last.isWhitespace { slice.removeLast() }
        return String(slice)
    }
}
