//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore

/// Foundation's reading of a JSON text, beside ours: what we accept is JSON to others, and means the same.
enum JSONReference {
    static func check(_ text: [UInt8], against value: JSONValue) throws(FuzzFinding) {
        // Foundation drops this character where a piece of a text begins with it.
        guard !String(decoding: text, as: UTF8.self).unicodeScalars.contains("\u{FEFF}") else { return }
        guard let other = try? JSONSerialization.jsonObject(with: Data(text), options: .fragmentsAllowed) else {
            throw FuzzFinding(description: "Foundation refuses \(value.text())")
        }
        try expect(isSameValue(value, other), "Foundation reads \(other), and we read \(value.text())")
    }

    private static func isSameValue(_ value: JSONValue, _ other: Any) -> Bool {
        switch value {
        case .null: other is NSNull
        case .bool(let flag): (other as? NSNumber)?.boolValue == flag
        case .integer(let integer): (other as? NSNumber)?.int64Value == integer
        case .double(let double): (other as? NSNumber).map { isSameNumber(double, $0.doubleValue) } ?? false
        case .string(let text): (other as? String).map { isSame($0, text) } ?? false
        case .array(let elements): isSameArray(elements, other)
        case .object(let members): isSameObject(members, other)
        }
    }

    /// Foundation is a few units off in the last place where an integer has many digits.
    private static func isSameNumber(_ double: Double, _ other: Double) -> Bool {
        abs(double - other) <= 16 * double.ulp
    }

    private static func isSameArray(_ elements: [JSONValue], _ other: Any) -> Bool {
        guard let others = other as? [Any], others.count == elements.count else { return false }
        return zip(elements, others).allSatisfy(isSameValue)
    }

    private static func isSameObject(_ members: JSONObject, _ other: Any) -> Bool {
        guard let others = other as? [String: Any] else { return false }
        // Foundation takes names that are only canonically equivalent for one.
        guard Set(members.names).count == members.count else { return true }
        return others.count == members.count
            && members.allSatisfy { member in others[member.name].map { isSameValue(member.value, $0) } ?? false }
    }
}
