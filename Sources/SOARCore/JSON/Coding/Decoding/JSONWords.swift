//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation

/// Small turns of phrase for failures.
enum JSONWords {
    /// So many characters of a value are repeated at most.
    static let maximumQuote = 40
    private static let maximumReason = 200
    /// Of so many accepted values each is named.
    private static let maximumChoices = 20

    /// What was there.
    static func found(_ value: JSONValue) -> String {
        switch value {
        case .null, .bool, .integer: value.text()
        // JSON has no word for infinity and not-a-number.
        case .double(let double): double.isFinite ? value.text() : String(double)
        case .string(let text): JSONValue.string(text.bounded(to: maximumQuote)).text()
        case .array(let elements):
            switch elements.count {
            case 0: "an empty array"
            case 1: "an array of 1 element"
            default: "an array of \(elements.count) elements"
            }
        case .object(let members):
            switch members.count {
            case 0: "an empty object"
            case 1: "an object with the member '\(members[0].name.bounded(to: maximumQuote))'"
            default: "an object of \(members.count) members"
            }
        }
    }

    /// What is accepted for a type; nil where that is not known before it is decoded.
    static func accepted(_ type: Any.Type, insteadOf value: JSONValue? = nil) -> String? {
        if let described = type as? any JSONDescribed.Type { return described.accepted(insteadOf: value) }
        if let choices = choices(type) { return choices }
        guard let wrapper = type as? any RawRepresentable.Type else { return nil }
        return (rawType(wrapper) as? any JSONDescribed.Type)?.accepted(insteadOf: value)
    }

    /// The values of a type that has only a few, such as `"up" or "down"`.
    static func choices(_ type: Any.Type) -> String? {
        guard let type = type as? any (CaseIterable & RawRepresentable).Type else { return nil }
        return list(type)
    }

    /// The type of the raw values.
    static func rawType<Wrapper: RawRepresentable>(_ type: Wrapper.Type) -> Any.Type { Wrapper.RawValue.self }

    private static func list<Choice: CaseIterable & RawRepresentable>(_ type: Choice.Type) -> String? {
        var words: [String] = []
        for choice in Choice.allCases.prefix(maximumChoices) {
            guard let raw = choice.rawValue as? any JSONWritable, let value = try? raw.json() else { return nil }
            words.append(value.text().bounded(to: maximumQuote))
        }
        let more = Choice.allCases.count - words.count
        if more > 0 { return "one of \(words.joined(separator: ", ")) and \(more) more" }
        switch words.count {
        case 0: return nil
        case 1, 2: return words.joined(separator: " or ")
        default: return "one of \(words.joined(separator: ", "))"
        }
    }

    /// Somebody else's words about a value, cut, and with no more of the value in them than is repeated here.
    static func reason(_ text: String, about value: JSONValue?) -> String {
        let text = text.bounded(to: maximumReason)
        guard let scalars = value?.stringValue?.unicodeScalars.prefix(maximumQuote + 1), scalars.count > maximumQuote,
            let quote = text.firstRange(of: String(String.UnicodeScalarView(scalars)).bounded(to: maximumQuote + 1))
        else { return text }
        return text[..<quote.lowerBound] + String(String.UnicodeScalarView(scalars)).bounded(to: maximumQuote)
    }

    /// What an error says of itself; empty where it says nothing.
    static func reason(_ error: any Error, about value: JSONValue?) -> String {
        // The compiler takes every error for one that describes itself.
        let unknown: Any = error
        let own =
            (error as? any LocalizedError)?.errorDescription ?? (unknown as? any CustomStringConvertible)?.description
        return own.map { reason($0, about: value) } ?? ""
    }
}
