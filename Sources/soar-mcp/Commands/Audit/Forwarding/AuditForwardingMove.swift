//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp audit forwarding move`.
struct AuditForwardingMove: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "move", abstract: "Go on forwarding from another record.",
        discussion: """
            With --after 0 everything that is still in the log goes to the destination, once more where it had been \
            there; with --to-end nothing that is there now. A running server follows within a second or two.
            """)

    @Argument(help: ArgumentHelp("As audit forwarding status lists it.", valueName: "name"))
    var destination: String

    @Option(help: ArgumentHelp("Go on behind this record; 0 for the first.", valueName: "id"))
    var after: Int64?

    @Flag(help: "Go on behind the newest record.")
    var toEnd = false

    @OptionGroup var settings: SettingsOptions

    func validate() throws {
        guard (after == nil) == toEnd else { throw ValidationError("Give --after or --to-end.") }
        guard after ?? 0 >= 0 else { throw ValidationError("--after takes a record's number, or 0.") }
    }

    func run(in context: CommandContext) async throws {
        let store = try settings.store(in: context)
        guard let place = try await store.resetAuditForwarding(of: destination, to: after, by: context.asOperator)
        else {
            let names = try await store.auditForwardingStates().map(\.destination)
            let known = names.isEmpty ? Message("none", "无") : Message(same: names.joined(separator: ", "))
            throw CommandError(
                Message("There is no such destination. There are: ", "没有此目的地。现有：") + known)
        }
        try context.printResult(
            Message("\(destination) goes on behind record \(place).", "\(destination) 将从记录 \(place) 之后继续。"))
    }
}
