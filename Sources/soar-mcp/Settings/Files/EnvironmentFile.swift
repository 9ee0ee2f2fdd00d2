//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// The file `.env` in the working directory: variables, one a line, weaker than the environment's own.
enum EnvironmentFile {
    static let name = ".env"
    /// The longest file that is read, in bytes.
    static let maximumBytes = 64 * 1024

    /// What the file says; empty where there is none.
    ///
    /// - Throws: ``SettingsError`` for a file that can't be read, and for a line that names a setting and is none.
    static func read(in directory: String) throws(SettingsError) -> [String: String] {
        let path = directory + "/" + name
        let text: String
        do throws(BoundedFile.Fault) {
            text = try BoundedFile.text(at: path, maximumBytes: maximumBytes)
        } catch {
            if case .missing = error { return [:] }
            throw SettingsError(error.message(path: path))
        }
        do throws(MalformedLine) {
            return try variables(in: text)
        } catch {
            // The line is not shown: it may hold a secret.
            throw SettingsError(
                Message(
                    "\(path), line \(error.number): this names a setting and gives it no value; accepted: NAME=value",
                    "\(path) 第 \(error.number) 行：提到了设置但未赋值；可接受：NAME=value"))
        }
    }

    /// A line that begins with a setting's name and says nothing; what was meant by it would be missing.
    struct MalformedLine: Error, Hashable {
        /// Counted from 1.
        var number: Int
    }

    /// Reads lines of the form `NAME=value`, with or without `export`, quotation marks and a comment behind.
    ///
    /// swift-configuration's own reader leaves quotation marks in the value; the predecessor's took them off.
    ///
    /// Lines of another form are other programs' business, as variables that are unknown here are.
    ///
    /// - Throws: ``MalformedLine`` for the first of another form that begins with a setting's name.
    static func variables(in text: String) throws(MalformedLine) -> [String: String] {
        var variables: [String: String] = [:]
        // Some editors put a mark at the beginning that is no part of the first name.
        let text = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            var line = String(line).trimmingBlanks()[...]
            guard !line.isEmpty, !line.hasPrefix("#") else { continue }
            if line.hasPrefix("export ") { line = line.dropFirst("export ".count) }
            let name = String(line.prefix { $0 != "=" }).trimmingBlanks()
            guard let equals = line.firstIndex(of: "="), name.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) != nil else {
                if namesSetting(line) { throw MalformedLine(number: index + 1) }
                continue
            }
            variables[name] = value(String(line[line.index(after: equals)...]).trimmingBlanks())
        }
        return variables
    }

    private static func namesSetting(_ line: Substring) -> Bool {
        let word = line.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }
        return Setting(rawValue: word.uppercased().replacing("-", with: "_")) != nil
    }

    private static func value(_ text: String) -> String {
        for quote in ["\"", "'"] as [Character] where text.first == quote {
            let inside = text.dropFirst()
            if let end = inside.firstIndex(of: quote) { return String(inside[..<end]) }
        }
        // Without quotation marks a comment begins at a # after a blank; one inside a word belongs to it.
        guard let comment = text.firstRange(of: /\s#/) else { return text.hasPrefix("#") ? "" : text }
        return String(text[..<comment.lowerBound]).trimmingBlanks()
    }
}
