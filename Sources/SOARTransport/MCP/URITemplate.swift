//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// A URI with variables in it, read backwards: which values make a given URI of it (RFC 6570, level 1).
///
/// A variable stands for one or more characters other than `/`, `?` and `#`, percent-encoded where need be; so a value
/// never reaches into the next part of the path.
public struct URITemplate: Hashable, Sendable, CustomStringConvertible {
    private enum Part: Hashable {
        case literal([UInt8])
        case variable(String)
    }

    /// The template as it was written.
    public let description: String
    private let parts: [Part]

    /// The variables' names, in order.
    public var variables: [String] {
        parts.compactMap { part in
            if case .variable(let name) = part { name } else { nil }
        }
    }

    /// One of its URIs.
    var sample: String {
        parts.map { part in
            switch part {
            case .literal(let bytes): String(decoding: bytes, as: UTF8.self)
            case .variable: "x"
            }
        }.joined()
    }

    /// Reads a template.
    ///
    /// - Throws: ``MCPRegistrationError`` for braces that don't match, names that are not letters, digits and `_`,
    ///   names that are repeated, and two variables with nothing in between.
    public init(_ template: String) throws(MCPRegistrationError) {
        description = template
        var parts: [Part] = []
        var names: Set<String> = []
        // An accent that is joined to a brace makes it no less a brace.
        var rest = template.unicodeScalars[...]
        while !rest.isEmpty {
            let literal = rest.prefix { $0 != "{" && $0 != "}" }
            if !literal.isEmpty { parts.append(.literal(Array(String(literal).utf8))) }
            rest = rest[literal.endIndex...]
            guard let brace = rest.first else { break }
            let body = rest.dropFirst().prefix { $0 != "}" && $0 != "{" }
            let isName = !body.isEmpty && body.allSatisfy(Self.isNameCharacter)
            guard brace == "{", isName, rest[body.endIndex...].first == "}" else {
                throw MCPRegistrationError("The URI template '\(template.bounded)' has a '{' without a name and a '}'.")
            }
            if case .variable? = parts.last {
                throw MCPRegistrationError("The URI template '\(template.bounded)' has nothing between two variables.")
            }
            guard names.insert(String(body)).inserted else {
                throw MCPRegistrationError("The URI template '\(template.bounded)' has '\(body)' twice.")
            }
            parts.append(.variable(String(body)))
            rest = rest[body.endIndex...].dropFirst()
        }
        self.parts = parts
    }

    /// The values that make the URI of this template; nil where it is not one of its URIs.
    ///
    /// Where there are several ways to read it, every variable but the last one takes as little as it can.
    public func match(_ uri: String) -> [String: String]? {
        var values: [String: String] = [:]
        var rest = Array(uri.utf8)[...]
        for (index, part) in parts.enumerated() {
            switch part {
            case .literal(let literal):
                guard rest.starts(with: literal) else { return nil }
                rest = rest.dropFirst(literal.count)
            case .variable(let name):
                guard let taken = taken(from: rest, at: index), let value = Self.decoded(taken) else { return nil }
                values[name] = value
                rest = rest[taken.endIndex...]
            }
        }
        return rest.isEmpty ? values : nil
    }

    /// The bytes of a variable's value: up to what follows in the template, within one part of the path.
    private func taken(from rest: ArraySlice<UInt8>, at index: Int) -> ArraySlice<UInt8>? {
        let segment = rest.prefix { !"/?#".utf8.contains($0) }
        guard case .literal(let following)? = parts[safe: index + 1] else { return segment.isEmpty ? nil : segment }
        if index + 2 == parts.count {
            // The template ends with this literal, and so must the URI.
            let end = rest.endIndex - following.count
            return end > segment.startIndex && end <= segment.endIndex ? rest[..<end] : nil
        }
        var end = segment.startIndex
        while end < segment.endIndex {
            // What stands in for one byte is not taken apart.
            end += segment[end] == UInt8(ascii: "%") ? 3 : 1
            if end <= segment.endIndex, rest[end...].starts(with: following) { return rest[..<end] }
        }
        return nil
    }

    /// Undoes percent-encoding (RFC 3986 §2.1); nil where it is unsound, or hides a control character.
    private static func decoded(_ bytes: ArraySlice<UInt8>) -> String? {
        var decoded: [UInt8] = []
        var position = bytes.startIndex
        while position < bytes.endIndex {
            if bytes[position] == UInt8(ascii: "%") {
                guard position + 2 < bytes.endIndex,
                    let high = Character(Unicode.Scalar(bytes[position + 1])).hexDigitValue,
                    let low = Character(Unicode.Scalar(bytes[position + 2])).hexDigitValue
                else { return nil }
                decoded.append(UInt8(high << 4 | low))
                position += 3
            } else {
                decoded.append(bytes[position])
                position += 1
            }
        }
        guard decoded.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return nil }
        return String(validating: decoded, as: UTF8.self)
    }

    private static func isNameCharacter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "0"..."9", "A"..."Z", "a"..."z", "_": true
        default: false
        }
    }
}

extension Array {
    fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
