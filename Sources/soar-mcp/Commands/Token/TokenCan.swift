//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import Foundation
import SOARAuth
import SOARCore

/// `soar-mcp token can`: tells whether a token may do something, and which rule decides.
struct TokenCan: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "can", abstract: "Tell whether a token may do something, and which rule decides.",
        discussion: """
            Actions: call; see or run, with a playbook's number or name; follow, with an execution's activity id; or a \
            scope. It is asked about a call now and with no values, where nothing else is said. Exits with 1 where it may not. \
            Nothing is done, and limits on numbers are not counted.
            """)

    @Argument(help: TokenLookup.help)
    var token: String

    @Argument(help: "call, see, run, follow or a scope.")
    var action: String

    @Argument(help: "The playbook or the execution.")
    var resource: String?

    @Option(help: ArgumentHelp("The address that it is used from.", valueName: "address"))
    var from: String?

    @Option(
        help: ArgumentHelp("When; now, where nothing is said.", valueName: "time"),
        transform: Arguments.time)
    var at: TimeArgument?

    @Option(help: ArgumentHelp("The values of a run, as a JSON object.", valueName: "json"))
    var parameters: String?

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption

    func validate() throws {
        try Arguments.check(from: from)
    }

    func run(in context: CommandContext) async throws {
        let store = try settings.store(in: context)
        let time = at?.date(now: context.now()) ?? context.now()
        let grant = try await TokenLookup.grant(token, in: store, context)
        let question = try await TokenQuestion(action, resource, parameters, of: grant.token.tenant, in: store)
        let (decision, words) = decision(grant, question, time)
        remark(on: decision, in: context)
        if output.json {
            try context.printResult([
                "allowed": .bool(decision.isAllowed), "rule": .string(decision.rule),
                "obstacle": JSONValue(decision.obstacle?.rawValue),
            ])
        } else {
            let word = decision.isAllowed ? Message("yes", "允许") : Message("no", "拒绝")
            let line = word + Message(": ", "：") + words
            try context.printResult(PlainText.escaped(line.text(in: context.language)))
        }
        guard decision.isAllowed else { throw ExitCode.failure }
    }

    /// The decision, and what it rests on in both languages.
    private func decision(
        _ grant: APITokenGrant, _ question: TokenQuestion, _ time: Date
    ) -> (AccessDecision, Message) {
        let caller: AccessToken
        do throws(AuthenticationFailure) {
            caller = try grant.caller(at: time)
        } catch {
            let words = Message("the token: ", "令牌：") + error.explanation
            return (.refused(.token, words.english), words)
        }
        let answer = question.question.map { AccessPolicy.decision(caller, $0) } ?? .allowed
        guard answer.isAllowed else { return (answer, answer.ground.message) }
        if let absence = question.absence { return (.refused(.playbook, absence.english), absence) }
        // Whatever it is, it is a call.
        let call = AccessPolicy.decision(caller, .call(peer: from, time: time))
        return (call, call.ground.message)
    }

    /// Tells what to say where a "no" comes of what was not said.
    private func remark(on decision: AccessDecision, in context: CommandContext) {
        switch decision.obstacle {
        case .address where from == nil:
            context.printRemark(
                Message("Say where it is used from: --from ADDRESS.", "请指定来源地址：--from 地址。"))
        case .parameter where parameters == nil:
            context.printRemark(
                Message(
                    "This is about a run without values; say them: --parameters JSON.",
                    "此结果针对不带参数的执行；请指定参数：--parameters JSON。"))
        default: break
        }
    }
}
