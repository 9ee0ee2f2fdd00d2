//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp client-config`.
struct ClientConfig: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "client-config", abstract: "Print ready configuration for an AI client.",
        discussion: "Without --token the place for it says <TOKEN>; VS Code asks for it instead.")

    /// How the token travels.
    enum Form: String, CaseIterable, ExpressibleByArgument {
        /// In the header `Authorization`.
        case bearer
        /// In the address, for clients that can't send headers; the address is then a secret.
        case query
    }

    @Argument(help: "Which client.")
    var client: AIClient

    @Option(help: "The token to put in.")
    var token: String?

    @Option(
        help: ArgumentHelp(
            "The address that the client calls (default: PUBLIC_URL, or where the server listens).", valueName: "url"))
    var url: String?

    @Option(help: "How the token travels.")
    var form: Form = .bearer

    @Flag(help: "Have the client start soar-mcp itself, on this machine.")
    var stdio = false

    @OptionGroup var settings: SettingsOptions

    func validate() throws {
        guard !stdio || url == nil && form == .bearer else {
            throw ValidationError("--stdio needs no address: leave --url and --form out.")
        }
        guard token?.trimmingBlanks().isEmpty != true else {
            throw ValidationError("--token takes a token; without --token the place for it says <TOKEN>.")
        }
    }

    func run(in context: CommandContext) async throws {
        if let token, APITokenSecret(token) == nil {
            context.printRemark(
                Message(
                    "This is not one of soar-mcp's own API tokens, or it is mistyped.", "这不是 soar-mcp 签发的令牌，或输入有误。"))
        }
        let settings = try Settings(settings.layers(in: context))
        if stdio { return try context.printResult(client.configuration(for: program(settings, in: context))) }
        if form == .query {
            try checkQueryForm(settings, in: context)
        }
        let endpoint = try ClientEndpoint(url: url, server: settings.server, token: token, form: form)
        try context.printResult(client.configuration(for: endpoint))
    }

    /// Relative paths would begin wherever the client is.
    private func program(_ settings: Settings, in context: CommandContext) -> ClientProgram {
        var arguments = ["stdio", "--database", context.absolutePath(settings.database.path)]
        if let config = self.settings.config { arguments += ["--config", context.absolutePath(config)] }
        return ClientProgram(path: context.program, arguments: arguments, token: token)
    }

    private func checkQueryForm(_ settings: Settings, in context: CommandContext) throws {
        guard settings.server.allowsQueryToken else {
            throw CommandError(
                Message(
                    "ALLOW_QUERY_TOKEN is off: the server refuses tokens in the address. Use --form bearer.",
                    "ALLOW_QUERY_TOKEN 已关闭：服务器拒绝地址中的令牌。请使用 --form bearer。"))
        }
        context.printRemark(
            Message(
                "The address holds the token: treat it as a secret. Prefer --form bearer where the client can.",
                "地址中含有令牌，请保密。若客户端支持，优先使用 --form bearer。"))
    }
}
