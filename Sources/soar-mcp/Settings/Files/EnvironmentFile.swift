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
    static func read(in directory: String) throws(SettingsError) -> [String: String] {
        let path = directory + "/" + name
        do {
            return variables(in: try BoundedFile.text(at: path, maximumBytes: maximumBytes))
        } catch .missing {
            return [:]
        } catch {
            throw SettingsError(error.message(path: path))
        }
    }

    /// Reads lines of the form `NAME=value`, with or without `export`, quotation marks and a comment behind.
    ///
    /// swift-configuration's own reader leaves quotation marks in the value; the predecessor's took them off.
    static func variables(in text: String) -> [String: String] {
        var variables: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            var line = String(line).trimmingBlanks()[...]
            if line.hasPrefix("export ") { line = line.dropFirst("export ".count) }
            guard !line.hasPrefix("#"), let equals = line.firstIndex(of: "=") else { continue }
            let name = String(line[..<equals]).trimmingBlanks()
            guard name.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) != nil else { continue }
            variables[name] = value(String(line[line.index(after: equals)...]).trimmingBlanks())
        }
        return variables
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
