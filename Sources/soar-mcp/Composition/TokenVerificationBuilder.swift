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

    /// Runs something with the verifiers of the settings, and closes their connections afterwards.
    ///
    /// - Throws: ``CommandError`` for a verifier that can't work as it is set up, and what the body throws.
    func withVerification<Value>(
        _ settings: [VerifierSettings], _ body: (TokenVerification) async throws -> Value
    ) async throws -> Value {
        guard settings.contains(where: { $0.kind == .introspection }) else {
            return try await body(verification(settings, fetcher: nil))
        }
        return try await AsyncHTTPClientFetcher.withFetcher { fetcher in
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
            let verifier = DatabaseTokenVerifier(
                store, usage: usage, logger: logger, now: context.now, certain: certain)
            return part(settings, verifier, label) { verifier.cacheUse }
        case .staticTokens(let file):
            return part(settings, tenanted(try StaticTokenVerifier(document: try bytes(file))), label)
        case .jwt(let jwt):
            let (keys, remote) = try keys(of: jwt)
            let issuer = try JWTIssuer(jwt.issuer, audiences: jwt.audiences, keys: keys, policy: jwt.policy)
            // A key that its issuer takes back is believed for as long as the cache remembers: a minute.
            let verifier = try JWTVerifier([issuer], now: context.now).cached(now: context.now)
            return part(settings, tenanted(verifier), label, keys: remote) { verifier.cacheUse }
        case .introspection(let introspection):
            guard let fetcher else { throw KeySetError("there is no way to ask") }
            let secret = try text(introspection.secretFile)
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
        _ settings: VerifierSettings, _ verifier: some TokenVerifier, _ label: String, keys: RemoteKeySet? = nil,
        cacheUse: (@Sendable () -> CacheUse)? = nil
    ) -> TokenVerification.Part {
        TokenVerification.Part(
            settings: settings, verifier: verifier.metered(as: label, factory: metrics), keys: keys, label: label,
            cacheUse: cacheUse)
    }

    private func keys(of jwt: JWTSettings) throws -> (any KeySource, RemoteKeySet?) {
        var configuration = RemoteKeySet.Configuration()
        configuration.allowsPrivateAddresses = jwt.allowsPrivateAddresses
        switch jwt.keys {
        case .discovery:
            let keys = try RemoteKeySet(
                issuer: jwt.issuer, configuration: configuration, logger: logger, now: context.now)
            return (keys, keys)
        case .keySetURL(let url):
            let keys = try RemoteKeySet(url: url, configuration: configuration, logger: logger, now: context.now)
            return (keys, keys)
        case .keySetFile(let file):
            let keys = try JSONWebKeySet(decoding: try bytes(file))
            for skipped in keys.skipped {
                logger.warning(
                    "A key can't be used",
                    metadata: ["file": "\(file)", "index": "\(skipped.index)", "reason": "\(skipped.reason)"])
            }
            return (keys, nil)
        case .publicKeyFile(let file, let id, let algorithm):
            return (try JSONWebKeySet([VerificationKey(pem: try text(file), algorithm: algorithm, id: id)]), nil)
        case .secretFile(let file, let algorithm):
            let secret = Array(try text(file).utf8)
            return (try JSONWebKeySet([VerificationKey(secret: secret, algorithm: algorithm)]), nil)
        }
    }

    /// What the file holds, without the line end that editors put there.
    private func text(_ file: String) throws -> String {
        let path = context.absolutePath(file)
        do throws(BoundedFile.Fault) {
            return try BoundedFile.text(at: path, maximumBytes: JSONWebKeySet.maximumBytes).trimmingBlanks()
        } catch {
            let name = Setting.auth.name
            throw CommandError(Message("\(name): ", "\(name)：") + error.message(path: path))
        }
    }

    private func bytes(_ file: String) throws -> [UInt8] { Array(try text(file).utf8) }
}
