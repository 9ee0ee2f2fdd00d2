//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// What can be said of a tenant, when it is made and later.
struct TenantOptions: ParsableArguments {
    @Option(help: "The name that people read.")
    var displayName: String?

    @Option(name: .customLong("platform-url"), help: ArgumentHelp("Where its platform is.", valueName: "url"))
    var platformURL: String?

    @Flag(help: "Read the platform's token from standard input, one line; it is stored sealed.")
    var platformTokenStdin = false

    @Flag(name: .customLong("verify-tls"), inversion: .prefixedNo, help: "Check the platform's certificate (default).")
    var verifiesTLS: Bool?

    @Option(help: ArgumentHelp("For one call of the platform, 1 to 300 (default: 30).", valueName: "seconds"))
    var timeout: Int?

    @Option(
        name: .customLong("label"),
        help: ArgumentHelp("Take over playbooks with this label, repeatable (default: MCP).", valueName: "label"))
    var labels: [String] = []

    @Option(
        name: .customLong("execution-limit"),
        help: ArgumentHelp("Start no more playbooks than that, such as 100/day; repeatable.", valueName: "limit"))
    var executionLimits: [String] = []

    private var saysOfPlatform: Bool {
        platformURL != nil || platformTokenStdin || verifiesTLS != nil || timeout != nil || !labels.isEmpty
    }

    /// What it comes to.
    ///
    /// - Parameters:
    ///   - tenant: Which tenant is meant.
    ///   - old: The connection that it has.
    ///   - sealer: Seals the token.
    ///   - context: Where that is read from.
    /// - Returns: What to change; empty where nothing was said.
    /// - Throws: ``CommandError`` for what is not accepted, with what is.
    func change(
        of tenant: TenantID, _ old: PlatformConnection?, sealer: any SecretSealing, in context: CommandContext
    ) throws -> TenantChange {
        var change = TenantChange()
        change.displayName = displayName
        if !executionLimits.isEmpty { change.executionLimits = try executionLimits.map(Self.allowance) }
        if saysOfPlatform { change.platform = try connection(of: tenant, old, sealer, context) }
        return change
    }

    private func connection(
        of tenant: TenantID, _ old: PlatformConnection?, _ sealer: any SecretSealing, _ context: CommandContext
    ) throws -> PlatformConnection {
        let url = try platformURL.map { text in
            try Self.value("--platform-url") { () throws(SettingFault) in try SettingValues.platformURL(text) }
        }
        guard var connection = old ?? url.map(PlatformConnection.init) else {
            throw CommandError(
                Message("--platform-url is needed: the tenant has no platform yet.", "需要 --platform-url：该租户尚无平台。"))
        }
        if let url { connection.url = url }
        if let verifiesTLS { connection.verifiesCertificates = verifiesTLS }
        if let timeout { connection.timeout = .seconds(timeout) }
        if !labels.isEmpty {
            connection.labels = try Self.value("--label") { () throws(SettingFault) in
                var checked: [String] = []
                for label in labels { checked.append(try SettingValues.label(label)) }
                return checked
            }
        }
        if platformTokenStdin {
            let prompt = Message("Token of the platform: ", "平台令牌：").text(in: context.language)
            let line = try context.terminal.readSecret(prompt) ?? ""
            let token = try Self.value("--platform-token-stdin") { () throws(SettingFault) in
                try SettingValues.secret(line)
            }
            guard !token.exposed.isEmpty else {
                throw CommandError(Message("There is no token on standard input.", "标准输入中没有令牌。"))
            }
            connection.sealedToken = try sealer.seal(token, for: PlatformConnection.tokenPurpose(of: tenant))
        }
        return connection
    }

    private static func allowance(_ text: String) throws -> ExecutionAllowance {
        guard let allowance = ExecutionAllowance(text) else {
            let shown = SettingsError.shown(text)
            throw CommandError(
                Message(
                    "--execution-limit: \(shown) must be \(ExecutionAllowance.accepted).",
                    "--execution-limit：\(shown) 无效；可接受：\(ExecutionAllowance.accepted)。"))
        }
        return allowance
    }

    /// Reads a value as a setting is read, and names the option where that fails.
    private static func value<Value>(
        _ option: String, _ read: () throws(SettingFault) -> Value
    ) throws(CommandError) -> Value {
        do throws(SettingFault) {
            return try read()
        } catch {
            throw CommandError(
                Message(
                    "\(option): \(error.problem.english); accepted: \(error.accepted.english)",
                    "\(option)：\(error.problem.chinese)；可接受：\(error.accepted.chinese)"))
        }
    }
}
