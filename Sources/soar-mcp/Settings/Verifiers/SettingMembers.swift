//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// Reads the members of one object within a setting, each once, and says which is wrong and what is accepted.
struct SettingMembers {
    let object: JSONObject
    /// Where the object is, for messages: "entry 2".
    let place: Message
    let known: [String]

    /// Takes an object whose members are all known.
    init(_ object: JSONObject, place: Message, known: [String]) throws(SettingFault) {
        self.object = object
        self.place = place
        self.known = known
        guard let stranger = object.map(\.0).first(where: { !known.contains($0) }) else { return }
        let near = Spelling.nearest(to: stranger, among: known).map { "; did you mean \($0)?" } ?? ""
        throw SettingFault(
            place
                + Message(
                    ": \(SettingsError.shown(stranger)) is unknown\(near)", "：未知的成员 \(SettingsError.shown(stranger))"),
            accepted: Message(same: known.joined(separator: ", ")))
    }

    func has(_ name: String) -> Bool { object[name].map { !$0.isNull } ?? false }

    func text(_ name: String) throws(SettingFault) -> String? {
        guard has(name), let value = object[name] else { return nil }
        guard let text = value.stringValue?.trimmingBlanks(), !text.isEmpty else {
            throw fault(name, Message("is not a text", "不是文本"), accepted: Message("a text that is not empty", "非空文本"))
        }
        return text
    }

    func required(_ name: String, _ meaning: Message) throws(SettingFault) -> String {
        guard let text = try text(name) else { throw fault(name, Message("is missing", "缺失"), accepted: meaning) }
        return text
    }

    /// One text or a list of them.
    func texts(_ name: String) throws(SettingFault) -> [String] {
        guard has(name), let value = object[name] else { return [] }
        let elements = value.arrayValue ?? [value]
        let texts = elements.compactMap(\.stringValue).filter { !$0.isEmpty }
        guard texts.count == elements.count, texts.count <= SettingValues.maximumListCount else {
            throw fault(
                name, Message("is no list of texts", "不是文本列表"),
                accepted: Message(
                    "a text, or up to \(SettingValues.maximumListCount) of them",
                    "一个文本或最多 \(SettingValues.maximumListCount) 个"))
        }
        return texts
    }

    func flag(_ name: String, default fallback: Bool) throws(SettingFault) -> Bool {
        guard has(name), let value = object[name] else { return fallback }
        guard let flag = value.boolValue else {
            throw fault(name, Message("is neither true nor false", "不是布尔值"), accepted: Message(same: "true, false"))
        }
        return flag
    }

    func seconds(_ name: String, in range: ClosedRange<Int64>, default fallback: Duration) throws(SettingFault)
        -> Duration
    {
        guard has(name), let value = object[name] else { return fallback }
        guard let seconds = value.integerValue, range.contains(seconds) else {
            throw fault(
                name, Message("is no number of seconds in range", "不是范围内的秒数"),
                accepted: Message(
                    "\(range.lowerBound) to \(range.upperBound)", "\(range.lowerBound) 到 \(range.upperBound)"))
        }
        return .seconds(seconds)
    }

    func choice<Value: RawRepresentable & CaseIterable>(
        _ name: String, of type: Value.Type
    ) throws(SettingFault) -> Value? where Value.RawValue == String {
        guard let text = try text(name) else { return nil }
        guard let value = Value(rawValue: text) else {
            throw fault(
                name, Message("is \(SettingsError.shown(text))", "为 \(SettingsError.shown(text))"),
                accepted: Message(same: Value.allCases.map(\.rawValue).joined(separator: ", ")))
        }
        return value
    }

    func fault(_ name: String, _ problem: Message, accepted: Message) -> SettingFault {
        SettingFault(place + Message(": \(name) ", "：\(name) ") + problem, accepted: accepted)
    }
}
