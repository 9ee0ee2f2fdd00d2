//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARAuth
import SOARCore

extension Examination {
    /// Whether everything that `AUTH` names could check a token now.
    func verifiers(_ settings: Settings, _ store: some SOARStore) async -> [Finding] {
        guard settings.verifiers.map(\.kind) != [.database] || !settings.verifierMismatches.isEmpty else { return [] }
        let logger = LoggingSetup.logger("soar-mcp", settings.log, in: context)
        let builder = TokenVerificationBuilder(store: store, logger: logger, context: context)
        do {
            return try await builder.withVerification(settings.verifiers) { verification in
                var findings: [Finding] = []
                for part in verification.parts { findings += await part.findings() }
                return findings + settings.verifierMismatches
            }
        } catch {
            return [failure("auth", error, advice: Message("Correct this entry of AUTH.", "请更正 AUTH 的该项。"))]
        }
    }
}

extension TokenVerification.Part {
    /// Keys that are named one by one at most.
    private static let maximumNamedKeys = 8

    /// Whether it could check a token now.
    func findings() async -> [Finding] {
        let name = settings.name
        if let keys { return await findings(name, keys) }
        guard settings.kind == .introspection else {
            return [.sound("auth", Message("\(name) can check tokens.", "\(name) 可用。"))]
        }
        // A text that nobody has issued: a server that is well says so, and learns nothing.
        do throws(AuthenticationFailure) {
            _ = try await verifier.verify(BearerToken("doctor-\(UUID().uuidString)"))
        } catch {
            switch error {
            case .unavailable(let detail), .undecided(let detail, _):
                return [
                    .failed(
                        "auth", Message("\(name) can't be asked: \(detail)", "\(name) 无法访问：\(detail)"),
                        advice: Message("Check the address, the client and its secret.", "请检查地址、客户端标识与密钥。"))
                ]
            default: break
            }
        }
        return [.sound("auth", Message("\(name) answers.", "\(name) 有响应。"))]
    }

    private func findings(_ name: String, _ keys: RemoteKeySet) async -> [Finding] {
        let set: JSONWebKeySet
        do {
            set = try await keys.keys(for: nil)
        } catch {
            return [
                .failed(
                    "auth", Message("\(name): no keys: \(error.message)", "\(name)：无法获取密钥：\(error.message)"),
                    advice: Message(
                        "Its tokens get 503 until there are keys. Check the issuer's address and the way to it.",
                        "在取得密钥前其令牌将得到 503。请检查签发者地址与网络。"))
            ]
        }
        let skipped = set.skipped.prefix(Self.maximumNamedKeys).map { skipped in
            Finding.warning(
                "auth",
                Message(
                    "\(name): the key \(skipped.keyID ?? "number \(skipped.index)") is not used: \(skipped.reason).",
                    "\(name)：密钥 \(skipped.keyID ?? "\(skipped.index)") 未使用：\(skipped.reason)。"),
                advice: Message("Tokens signed with it are refused.", "用其签名的令牌将被拒绝。"))
        }
        let count = Message("\(name): \(set.keys.count) keys.", "\(name)：\(set.keys.count) 个密钥。")
        return [mismatch(set) ?? .sound("auth", count)] + skipped
    }

    /// That no token can be checked with those keys, where that is so.
    func mismatch(_ set: JSONWebKeySet) -> Finding? {
        guard case .jwt(let jwt) = settings, let mismatch = jwt.mismatch(set) else { return nil }
        return .failed(
            "auth", Message(same: "\(settings.name): ") + mismatch,
            advice: Message("Correct this entry of AUTH.", "请更正 AUTH 的该项。"))
    }
}
