//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation

/// The sources of the tests, for pages that name tests and are held to it.
package enum TestSources {
    /// The folder of the package.
    private static let root = URL(filePath: #filePath).appending(path: "../../..").standardizedFileURL

    /// A page of the documentation.
    package static func page(_ name: String) throws -> String {
        try String(contentsOf: root.appending(path: "Docs/\(name)"), encoding: .utf8)
    }

    /// A file of the package, by its path from there.
    package static func file(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// Every Swift file of the tests.
    package static func all() throws -> [(path: String, text: String)] {
        let folder = root.appending(path: "Tests")
        guard let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) else {
            throw CocoaError(.fileReadNoSuchFile)
        }
        var sources: [(path: String, text: String)] = []
        for case let file as URL in files where file.pathExtension == "swift" {
            sources.append((file.path(), try String(contentsOf: file, encoding: .utf8)))
        }
        return sources
    }
}

/// A test that a page names.
package struct TestReference: Hashable, Sendable {
    package let file: String
    package let test: String

    package init(file: some StringProtocol, test: some StringProtocol) {
        self.file = String(file)
        self.test = String(test)
    }
}
