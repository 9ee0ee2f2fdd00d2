//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import Foundation
import SOARCore

/// `soar-mcp backup`.
struct Backup: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the database into a file, also while the server runs.",
        discussion:
            "The copy is of one moment, checked, and readable by its owner alone. It holds no token in clear text.")

    @Argument(help: ArgumentHelp("Where the copy goes.", valueName: "file"), completion: .file())
    var file: String

    @Flag(help: "Replace a file that is there already.")
    var force = false

    @OptionGroup var settings: SettingsOptions

    func run(in context: CommandContext) async throws {
        let store = try settings.store(in: context)
        let path = context.absolutePath(file)
        try store.backUp(to: path, replacing: force)
        let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? NSNumber
        try context.printResult("\(path)  \(size?.int64Value ?? 0) bytes")
    }
}
