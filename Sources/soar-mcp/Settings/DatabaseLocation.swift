//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Where the database file is.
struct DatabaseLocation: Hashable, Sendable {
    /// As it was given: from the root, or relative to the working directory.
    var path: String

    /// Beside whoever starts the program, as the predecessor had it.
    static let standard = DatabaseLocation(path: "soar_mcp.db")

    private static let scheme = "sqlite:///"

    init(path: String) { self.path = path }

    /// Reads an address as SQLAlchemy writes it: three slashes and a relative path, or four and one from the root.
    init(url text: String) throws(SettingFault) {
        let text = text.trimmingBlanks()
        let path = text.hasPrefix(Self.scheme) ? String(text.dropFirst(Self.scheme.count)) : ""
        guard !path.isEmpty, path != ":memory:", !path.hasSuffix("/"), !path.contains("?"), !path.contains("\0") else {
            // The text is not shown: an address of another database may hold a password.
            throw SettingFault(
                Message("the value does not name a SQLite file", "该值不是 SQLite 文件地址"),
                accepted: Message(
                    "sqlite:///relative/path or sqlite:////absolute/path", "sqlite:///相对路径 或 sqlite:////绝对路径"))
        }
        self.path = path
    }

    /// The address of a path from the command line.
    static func url(ofPath path: String) -> String {
        path.hasPrefix("sqlite:") ? path : scheme + path
    }

    var url: String { Self.scheme + path }
}
