//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// What a token or a role may do, beside its scopes.
struct PermissionOptions: ParsableArguments {
    /// Bytes of a file with restrictions at most.
    static let maximumFile = 1_048_576

    @Option(
        name: .customLong("allow"),
        help: ArgumentHelp(
            "Only such playbooks, repeatable: \(PlaybookTerm.accepted).", valueName: "playbooks"),
        transform: Arguments.playbooks)
    var allowed: [PlaybookTerm] = []

    @Option(
        name: .customLong("allow-see"),
        help: ArgumentHelp("Such playbooks may be seen, but not run; repeatable.", valueName: "playbooks"),
        transform: Arguments.playbooks)
    var visible: [PlaybookTerm] = []

    @Option(
        name: .customLong("deny"),
        help: ArgumentHelp("No such playbooks, whatever is allowed; repeatable.", valueName: "playbooks"),
        transform: Arguments.playbooks)
    var denied: [PlaybookTerm] = []

    @Option(
        name: .customLong("deny-run"),
        help: ArgumentHelp("Such playbooks may not be run; repeatable.", valueName: "playbooks"),
        transform: Arguments.playbooks)
    var notRunnable: [PlaybookTerm] = []

    @Flag(help: "Take playbooks and parameters that are not known here yet.")
    var unknownPlaybooks = false

    @Option(
        name: .customLong("parameter"),
        help: ArgumentHelp(
            "What a parameter may be, repeatable: \(Arguments.acceptedParameterRule).", valueName: "rule"),
        transform: Arguments.parameterRule)
    var parameters: [ParameterRule] = []

    @Flag(help: "Nothing can be run.")
    var readOnly = false

    @Flag(help: "Only executions that the token itself started can be followed.")
    var ownExecutions = false

    @Option(
        name: .customLong("from"),
        help: ArgumentHelp("Only from these addresses, repeatable: a block like 192.0.2.0/24.", valueName: "block"),
        transform: Arguments.addresses)
    var addresses: [AddressBlock] = []

    @Option(
        name: .customLong("window"),
        help: ArgumentHelp(
            "Only then, repeatable: days, hours, zone, as in 'mon-fri 08:00-18:00 Asia/Shanghai'.", valueName: "window"),
        transform: Arguments.window)
    var windows: [TimeWindow] = []

    @Option(
        name: .customLong("max-executions"),
        help: ArgumentHelp("No more than that, repeatable: 100/day, 5/hour.", valueName: "count/period"),
        transform: Arguments.executions)
    var executions: [ExecutionAllowance] = []

    @Option(
        help: ArgumentHelp("Runs at the same time at most.", valueName: "count"),
        transform: Arguments.number(1...Restrictions.maximumConcurrency))
    var concurrency: Int?

    @Option(
        name: .customLong("restrictions"),
        help: ArgumentHelp("A JSON file with further restrictions.", valueName: "file"), completion: .file())
    var file: String?

    /// What was said, with what the file says; nil where nothing was.
    ///
    /// - Throws: ``CommandError`` for a file that can't be used.
    func restrictions(in context: CommandContext) throws -> Restrictions? {
        var restrictions = try file.map { try Self.read($0, in: context) } ?? .none
        func add(_ effect: PlaybookRule.Effect, _ action: PlaybookRule.Action, _ terms: [PlaybookTerm]) {
            if !terms.isEmpty { restrictions.playbooks.append(PlaybookRule(effect, action, terms)) }
        }
        add(.allow, .run, allowed)
        add(.allow, .see, visible)
        add(.deny, .see, denied)
        add(.deny, .run, notRunnable)
        restrictions.parameters += parameters
        restrictions.addresses += addresses
        restrictions.windows += windows
        restrictions.executions += executions
        restrictions.isReadOnly = restrictions.isReadOnly || readOnly
        restrictions.followsOwnExecutionsOnly = restrictions.followsOwnExecutionsOnly || ownExecutions
        restrictions.concurrency = concurrency ?? restrictions.concurrency
        return restrictions.isEmpty && file == nil ? nil : restrictions
    }

    private static func read(_ file: String, in context: CommandContext) throws -> Restrictions {
        let text: String
        do throws(BoundedFile.Fault) {
            text = try BoundedFile.text(at: context.absolutePath(file), maximumBytes: maximumFile)
        } catch {
            throw CommandError(error.message(path: file))
        }
        do {
            return try Restrictions(json: try JSONParser.parse(text))
        } catch {
            throw CommandError(Message("\(file): \(error).", "\(file)：\(error)。"))
        }
    }
}
