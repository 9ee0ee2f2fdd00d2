//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARAuth
import SOARCore

/// `soar-mcp token explain`.
struct TokenExplain: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Walk through the check of a token, and say what refuses it and what helps.",
        discussion: """
            Takes a token, the number or the name of one of ours, or - to read the token from standard input, which keeps \
            it out of the shell's history. The token goes nowhere that the check itself would not send it to. \
            A call from the address of --from is what is looked at. Nothing is counted, and no alarm is raised. Exits with \
            1 where it is refused.
            """)

    @Argument(help: TokenLookup.help)
    var token: String

    @Option(help: ArgumentHelp("The address that it is used from.", valueName: "address"))
    var from: String?

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption

    func validate() throws {
        try Arguments.check(from: from)
    }

    func run(in context: CommandContext) async throws {
        let store = try settings.store(in: context)
        let resolved = try await settings.settings(storedIn: store, in: context)
        let explanation = try await explanation(resolved, store, in: context)
        if output.json {
            try context.printResult(explanation.json(in: context.language))
        } else {
            for line in explanation.lines(in: context.language) { try context.printResult(line) }
        }
        guard explanation.isAccepted else { throw ExitCode.failure }
    }

    private func explanation(
        _ settings: Settings, _ store: some SOARStore, in context: CommandContext
    ) async throws -> TokenExplanation {
        let text = try TokenLookup.reference(token, in: context)
        let presented = BearerToken(text)
        if presented.shape == .opaque, let known = try await TokenLookup.named(text, in: store),
            let grant = try await store.grant(hash: known.hash)
        {
            return TokenExplanation(grant, from: from, now: context.now())
        }
        let logger = LoggingSetup.logger("soar-mcp", settings.log, in: context)
        let builder = TokenVerificationBuilder(store: store, logger: logger, context: context, isForShow: true)
        return try await builder.withVerification(settings.verifiers) { verification in
            await TokenExplanation(presented, verification, from: from, now: context.now())
        }
    }
}
