//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// What a parameter's value may be understood as.
///
/// Nobody knows what a platform's scripts do with a text: they read JSON out of it, trim it, split it, fold its case, read
/// it as a number. What a rule forbids is looked for in all of these; what a rule asks for counts as it is written.
package struct ParameterReading: Sendable {
    /// Texts that are looked at; a value with more of them is not understood.
    package static let maximumTexts = 10_000
    /// JSON text inside JSON text is looked into this often.
    private static let maximumNestedTexts = 3

    /// The value as the platform gets it.
    let sent: String
    /// The same, in the shortest form where it is JSON.
    let plain: String
    /// Each text in it: the value's own, or those of an array's elements and of an object's names and values.
    private(set) var texts: [String] = []
    /// Whether all of it could be looked into.
    private(set) var isUnderstood = true
    /// Whether there is nothing in it.
    private(set) var isBlank = true
    /// Every way to read the texts.
    private(set) var spellings: Set<String> = []
    /// Texts, and entries of lists in them, that were spelled.
    private var lookedAt = 0
    /// The spellings as ``key(of:)`` has them.
    private(set) var keys: Set<String> = []

    init(_ value: JSONValue) {
        sent = value.stringValue ?? value.text()
        plain = Self.json(in: sent)?.text() ?? sent
        add(value, nested: 0)
        isBlank = texts.allSatisfy { Self.trimmed($0).isEmpty }
        for text in texts { spell(text) }
        // What is in a container was spelled already.
        spellings.formUnion([sent, plain])
        keys = Set(spellings.map(Self.key))
    }

    /// What a text has in common with all that stands for the same: without case, blanks around it, and the many ways to
    /// write a number.
    static func key(of text: String) -> String {
        let trimmed = trimmed(text)
        return number(trimmed) ?? trimmed.lowercased()
    }

    private mutating func add(_ value: JSONValue, nested: Int) {
        guard texts.count < Self.maximumTexts else { return isUnderstood = false }
        switch value {
        case .array(let elements):
            for element in elements where isUnderstood { add(element, nested: nested) }
        case .object(let members):
            for (name, value) in members where isUnderstood {
                texts.append(name)
                add(value, nested: nested)
            }
        case .string(let text) where Self.opensJSON(text):
            guard nested < Self.maximumNestedTexts, let json = Self.json(in: text) else {
                texts.append(text)
                return isUnderstood = false
            }
            add(json, nested: nested + 1)
        case .string(let text): texts.append(text)
        case .null, .bool, .integer, .double: texts.append(value.text())
        }
    }

    private mutating func spell(_ text: String) {
        spellings.insert(text)
        let words = text.unicodeScalars.split(whereSeparator: Self.separates).map(String.init)
        lookedAt += max(1, words.count)
        guard lookedAt <= Self.maximumTexts else { return isUnderstood = false }
        for word in words.count > 1 ? [text] + words : [text] {
            let trimmed = Self.trimmed(word)
            spellings.insert(trimmed)
            if let number = Self.number(trimmed) { spellings.insert(number) }
        }
    }

    /// Whether some parser would take the text for an array or an object.
    private static func opensJSON(_ text: String) -> Bool {
        let first = text.unicodeScalars.first { !isFrame($0) }
        return first == "[" || first == "{"
    }

    private static func json(in text: String) -> JSONValue? {
        opensJSON(text) ? try? JSONParser.parse(text) : nil
    }

    /// The number that a text stands for, in its shortest form.
    private static func number(_ text: String) -> String? {
        guard let first = text.utf8.first, first.isASCIIDigit || "+-.".utf8.contains(first) else { return nil }
        if let integer = Int64(text) { return String(integer) }
        guard let number = Double(text), number.isFinite else { return nil }
        return Int64(exactly: number).map { String($0) } ?? String(number)
    }

    /// The text without blanks, quotes and what can't be seen around it.
    private static func trimmed(_ text: String) -> String {
        var scalars = text.unicodeScalars[...]
        while let first = scalars.first, isFrame(first) { scalars.removeFirst() }
        while let last = scalars.last, isFrame(last) { scalars.removeLast() }
        return String(scalars)
    }

    private static func isFrame(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value <= 0x20 || scalar.value == 0x7F || scalar == "\"" || scalar == "'" }
        return switch scalar.properties.generalCategory {
        case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }

    /// Between the entries of a list that is one text.
    private static func separates(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ",", ";", "\t", "\n", "\u{0B}", "\u{0C}", "\r", "\0", "\u{85}", "\u{2028}", "\u{2029}": true
        default: false
        }
    }
}

/// The values of one run, as rules look at them; each is read once, however many rules there are.
package struct ParameterReadings {
    private let values: JSONObject
    private let defaults: [String: String]
    private var known: [String: [ParameterReading]] = [:]

    package init(_ values: JSONObject, defaults: [String: String]) {
        self.values = values
        self.defaults = defaults
    }

    /// What the platform may take for the parameter's value; nothing where it has none.
    ///
    /// Where there is nothing in what is given the platform may take its default, or what is given: both have to do.
    mutating func of(_ parameter: String) -> [ParameterReading] {
        if let known = known[parameter] { return known }
        let given = values[parameter]
        var readings: [ParameterReading] = []
        if let given, given != .null, given != "" { readings = [ParameterReading(given)] }
        if readings.allSatisfy(\.isBlank), let text = defaults[parameter] {
            readings.append(ParameterReading(.string(text)))
        }
        known[parameter] = readings
        return readings
    }
}
