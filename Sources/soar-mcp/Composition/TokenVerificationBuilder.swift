//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import CoreMetrics
import Logging
import SOARAuth
import SOARCore

import struct Foundation.Date

/// Makes what checks tokens.
struct TokenVerificationBuilder {
    let store: any SOARStore
    var metrics: any MetricsFactory = NOOPMetricsHandler.instance
    let logger: Logger
    let context: CommandContext
    /// The time that it is for certain; where nobody knows better, that since the start.
    var certain: (@Sendable () -> Date)?
    /// Whether tokens are only looked at: then their uses are not counted, and that of a replaced one raises no alarm.
    var isForShow = false

    /// How connections to authorization servers are made.
    static let connections = {
        var connections = AsyncHTTPClientFetcher.Configuration()
        connections.connectTimeout = .seconds(2)
        return connections
    }()

    /// Runs something with the verifiers of the settings, and closes their connections afterwards.
    ///
    /// - Throws: ``CommandError`` for a verifier that can't work as it is set up, and what the body throws.
    func withVerification<Value>(
        _ settings: [VerifierSettings], _ body: (TokenVerification) async throws -> Value
    ) async throws -> Value {
        guard settings.contains(where: { $0.kind == .introspection }) else {
            return try await body(verification(settings, fetcher: nil))
        }
        return try await AsyncHTTPClientFetcher.withFetcher(Self.connections) { fetcher in
            try await body(verification(settings, fetcher: fetcher))
        }
    }

    private func verification(
        _ settings: [VerifierSettings], fetcher: AsyncHTTPClientFetcher?
    ) throws -> TokenVerification {
        let usage = TokenUsageLedger(store, logger: logger)
        var parts: [TokenVerification.Part] = []
        for verifier in settings {
            do {
                let earlier = parts.count { $0.settings.kind == verifier.kind }
                let label = verifier.kind.rawValue + (earlier == 0 ? "" : "_\(earlier + 1)")
                parts.append(try part(verifier, label, usage: usage, fetcher: fetcher))
            } catch let error as KeySetError {
                throw refusal(verifier, error.message)
            } catch let error as InvalidServerURL {
                throw refusal(verifier, "the address can't be used: \(error)")
            }
        }
        return TokenVerification(parts: parts, usage: usage)
    }

    private func refusal(_ verifier: VerifierSettings, _ reason: String) -> CommandError {
        CommandError(Message("AUTH, \(verifier.name): \(reason)", "AUTH，\(verifier.name)：\(reason)"))
    }

    private func part(
        _ settings: VerifierSettings, _ label: String, usage: TokenUsageLedger, fetcher: AsyncHTTPClientFetcher?
    ) throws -> TokenVerification.Part {
        switch settings {
        case .database:
            var configuration = DatabaseTokenVerifier.Configuration()
            configuration.reportsReuse = !isForShow
            let verifier = DatabaseTokenVerifier(
                store, usage: isForShow ? nil : usage, configuration: configuration, logger: logger, now: context.now,
                certain: certain)
            return part(settings, verifier, label) { verifier.cacheUse }
        case .staticTokens(let file):
            return part(settings, tenanted(try StaticTokenVerifier(document: try bytes(file))), label)
        case .jwt(let jwt):
            let remote = try remoteKeys(of: jwt)
            let file = try fileKeys(of: jwt)
            guard let keys = (remote as (any KeySource)?) ?? file else { throw KeySetError("there are no keys") }
            let verifier = try JWTVerifier(
                [JWTIssuer(jwt.issuer, audiences: jwt.audiences, keys: keys, policy: jwt.policy)], now: context.now)
            // A key that its issuer takes back is believed for as long as the cache remembers: a minute.
            let cached = verifier.cached(now: context.now)
            var part = part(settings, tenanted(cached), label) { cached.cacheUse }
            (part.jwt, part.keys, part.fileKeys) = (verifier, remote, file)
            return part
        case .introspection(let introspection):
            guard let fetcher else { throw KeySetError("there is no way to ask") }
            let secret = try secret(introspection.secretFile)
            let verifier = try IntrospectionTokenVerifier(
                url: introspection.url, clientID: introspection.clientID, clientSecret: Secret(secret),
                fetcher: fetcher, configuration: introspection.configuration, now: context.now)
            return part(settings, tenanted(verifier), label)
        }
    }

    /// What somebody else says of a caller's tenant is held against ours; around the cache, so that it counts at once.
    private func tenanted<Base: TokenVerifier>(_ verifier: Base) -> KnownTenantsTokenVerifier<Base> {
        verifier.inKnownTenants(of: store)
    }

    private func part(
        _ settings: VerifierSettings, _ verifier: some TokenVerifier, _ label: String,
        cacheUse: (@Sendable () -> CacheUse)? = nil
    ) -> TokenVerification.Part {
        TokenVerification.Part(
            settings: settings, verifier: verifier.metered(as: label, factory: metrics), label: label,
            cacheUse: cacheUse)
    }

    /// What the file holds, without the line end that editors put there.
    private func text(_ file: String) throws -> String {
        let path = context.absolutePath(file)
        do throws(BoundedFile.Fault) {
            return try BoundedFile.text(at: path, maximumBytes: JSONWebKeySet.maximumBytes).trimmingBlanks()
        } catch {
            throw Self.fault(error.message(path: path))
        }
    }

    private func bytes(_ file: String) throws -> [UInt8] { Array(try text(file).utf8) }

    /// What a file with a secret holds, which must be its owner's alone.
    private func secret(_ file: String) throws -> String {
        do { return try SecretFile.text(at: context.absolutePath(file)) } catch {
            throw Self.fault(CommandError(describing: error).message)
        }
    }

    private static func fault(_ message: Message) -> CommandError {
        let name = Setting.auth.name
        return CommandError(Message("\(name): ", "\(name)：") + message)
    }
}

extension TokenVerificationBuilder {
    /// The keys of an issuer that are fetched; nil where they are in a file.
    private func remoteKeys(of jwt: JWTSettings) throws -> RemoteKeySet? {
        var configuration = RemoteKeySet.Configuration()
        configuration.allowsPrivateAddresses = jwt.allowsPrivateAddresses
        switch jwt.keys {
        case .discovery(let algorithm):
            configuration.algorithm = algorithm
            return try RemoteKeySet(
                issuer: jwt.issuer, configuration: configuration, logger: logger, now: context.now)
        case .keySetURL(let url, let algorithm):
            configuration.algorithm = algorithm
            return try RemoteKeySet(url: url, configuration: configuration, logger: logger, now: context.now)
        case .keySetFile, .publicKeyFile, .secretFile: return nil
        }
    }

    /// The keys of an issuer that are in a file; nil where they are fetched.
    private func fileKeys(of jwt: JWTSettings) throws -> FileKeys? {
        switch jwt.keys {
        case .discovery, .keySetURL: return nil
        case .keySetFile(let file, _), .publicKeyFile(let file, _, _), .secretFile(let file, _):
            return try FileKeys(file) {
                let set = try keySet(of: jwt)
                if let mismatch = jwt.mismatch(set) {
                    throw Self.fault(Message(same: "jwt \(jwt.issuer): ") + mismatch)
                }
                return set
            }
        }
    }

    private func keySet(of jwt: JWTSettings) throws -> JSONWebKeySet {
        switch jwt.keys {
        case .keySetFile(let file, let algorithm):
            let keys = try JSONWebKeySet(decoding: try bytes(file), algorithm: algorithm)
            for skipped in keys.skipped {
                logger.warning(
                    "A key can't be used",
                    metadata: ["file": "\(file)", "index": "\(skipped.index)", "reason": "\(skipped.reason)"])
            }
            return keys
        case .publicKeyFile(let file, let id, let algorithm):
            return try JSONWebKeySet([VerificationKey(pem: try text(file), algorithm: algorithm, id: id)])
        case .secretFile(let file, let algorithm):
            return try JSONWebKeySet([VerificationKey(secret: Array(try secret(file).utf8), algorithm: algorithm)])
        case .discovery, .keySetURL: throw KeySetError("the keys are in no file")
        }
    }
}
