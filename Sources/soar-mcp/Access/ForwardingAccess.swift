//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import HTTPTypes
import Logging
import SOARAuth
import SOARCore

/// Makes what hands the audit log on.
enum ForwardingAccess {
    /// The shortest secret that requests may be signed with, in bytes.
    static let minimumSecretBytes = 16

    /// Runs something with the service that forwards to the destinations of the settings, and closes their
    /// connections afterwards.
    ///
    /// - Throws: ``CommandError`` for a file that can't be used, and what the body throws.
    static func withService<Value>(
        _ settings: Settings.Audit.Forwarding, log: any AuditForwardingLog, logger: Logger, in context: CommandContext,
        _ body: (AuditForwardingService) async throws -> Value
    ) async throws -> Value {
        let trust = try trust(settings, in: context)
        var destinations: [any AuditDestination] = []
        if let address = settings.syslog {
            destinations.append(
                try SyslogDestination(
                    address, hostname: hostname(), processID: ProcessInfo.processInfo.processIdentifier, trust: trust))
        }
        guard let webhook = settings.webhook else {
            return try await body(AuditForwardingService(destinations, log: log, logger: logger, now: context.now))
        }
        var configuration = WebhookDestination.Configuration()
        configuration.agent = "soar-mcp/\(Version.current)"
        configuration.secret = try settings.webhookSecretFile.map { try secret(context.absolutePath($0)) }
        configuration.authorization = try settings.webhookAuthorizationFile.map {
            try authorization(context.absolutePath($0))
        }
        var connections = AsyncHTTPClientFetcher.Configuration()
        connections.trust = trust
        connections.maximumConnectionsPerHost = 1
        let target = HTTPRequest(
            method: .post, scheme: webhook.scheme, authority: webhook.authority, path: webhook.target)
        return try await AsyncHTTPClientFetcher.withFetcher(connections) { fetcher in
            let destination = WebhookDestination(target, http: fetcher, configuration: configuration, now: context.now)
            return try await body(
                AuditForwardingService(destinations + [destination], log: log, logger: logger, now: context.now))
        }
    }

    private static func trust(_ settings: Settings.Audit.Forwarding, in context: CommandContext) throws -> TLSTrust {
        guard let file = settings.authoritiesFile else { return .system }
        let path = context.absolutePath(file)
        guard FileManager.default.fileExists(atPath: path) else {
            throw refusal(.auditForwardingCA, BoundedFile.Fault.missing.message(path: path))
        }
        guard FileManager.default.isReadableFile(atPath: path) else {
            throw refusal(.auditForwardingCA, BoundedFile.Fault.unreadable.message(path: path))
        }
        do throws(HTTPFetchError) {
            return try .systemAndAuthorities(inFile: path)
        } catch {
            throw refusal(
                .auditForwardingCA,
                Message("\(path) holds no certificate in PEM form", "\(path) 中没有 PEM 格式的证书"))
        }
    }

    private static func secret(_ path: String) throws -> Secret<[UInt8]> {
        let text = try CommandError.naming(.auditWebhookSecretFile) { try SecretFile.text(at: path) }
        let bytes = Array(text.utf8)
        guard bytes.count >= minimumSecretBytes else {
            throw refusal(
                .auditWebhookSecretFile,
                Message(
                    "\(path) holds less than \(minimumSecretBytes) bytes; accepted: openssl rand -hex 32",
                    "\(path) 少于 \(minimumSecretBytes) 字节；可接受：openssl rand -hex 32"))
        }
        return Secret(bytes)
    }

    private static func authorization(_ path: String) throws -> Secret<String> {
        let text = try CommandError.naming(.auditWebhookAuthorizationFile) { try SecretFile.text(at: path) }
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw refusal(
                .auditWebhookAuthorizationFile,
                Message(
                    "\(path) holds no header value; accepted: one line such as Bearer TOKEN",
                    "\(path) 中不是标头值；可接受：一行，如 Bearer TOKEN"))
        }
        return Secret(text)
    }

    private static func refusal(_ setting: Setting, _ problem: Message) -> CommandError {
        CommandError(Message("\(setting.name): ", "\(setting.name)：") + problem)
    }

    /// The machine's name as the system has it, without asking the network.
    private static func hostname() -> String {
        var bytes = [CChar](repeating: 0, count: 256)
        guard unsafe gethostname(&bytes, bytes.count - 1) == 0 else { return "" }
        return String(decoding: bytes.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
