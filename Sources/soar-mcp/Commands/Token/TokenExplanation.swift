//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore

import struct Foundation.Date

/// What the check of one token came to, step by step, for a person; the token is not in it.
struct TokenExplanation: Sendable {
    /// One step.
    struct Step: Sendable {
        enum Outcome: String { case passed, refused, skipped }

        let name: Message
        let outcome: Outcome
        var detail: Message?
    }

    private(set) var steps: [Step] = []
    private(set) var caller: AccessToken?
    private(set) var failure: AuthenticationFailure?

    var isAccepted: Bool { caller != nil && failure == nil }

    /// Presents the token to one verifier after the other, as a call from that address would.
    init(_ token: BearerToken, _ verification: TokenVerification, from peer: String?, now: Date) async {
        steps.append(Step(name: Message("form of the token", "令牌形式"), outcome: .passed, detail: token.shape.message))
        for part in verification.parts {
            do throws(AuthenticationFailure) {
                guard let caller = try await caller(token, part, now: now) else {
                    steps.append(
                        Step(
                            name: Message(same: part.settings.name), outcome: .skipped,
                            detail: Message("does not know such tokens", "不识别此类令牌")))
                    continue
                }
                failure = nil
                use(caller, from: peer, now: now)
                return
            } catch {
                failure = error
                // As in a call: only a token of another issuer is shown to the next one.
                guard error == .wrongIssuer else { return }
            }
        }
        if failure == nil { failure = .unknown }
    }

    /// Tells of a token that is known by its number, and that nobody has presented.
    init(_ grant: APITokenGrant, from peer: String?, now: Date) {
        let token = grant.token
        let verifier = Message("token \(token.id) \(token.name)", "令牌 \(token.id) \(token.name)")
        do throws(AuthenticationFailure) {
            let caller = try grant.caller(at: now)
            steps.append(Step(name: verifier, outcome: .passed, detail: caller.message))
            use(caller, from: peer, now: now)
        } catch {
            failure = error
            steps.append(Step(name: verifier, outcome: .refused, detail: error.explanation))
        }
    }

    /// What one verifier says; the checks of a signed token are steps of their own.
    private mutating func caller(
        _ token: BearerToken, _ part: TokenVerification.Part, now: Date
    ) async throws(AuthenticationFailure) -> AccessToken? {
        let name = Message(same: part.settings.name)
        if let jwt = part.jwt, case .jwt(let settings) = part.settings, token.shape == .structured {
            let view = JWTView(token, jwt, settings, now: now)
            func steps(_ checks: [JWTCheck]) -> [Step] {
                checks.map { check in
                    Step(
                        name: name + Message(same: ": \(check.rawValue)"), outcome: .passed, detail: view.detail(check))
                }
            }
            do throws(AuthenticationFailure) {
                _ = try await jwt.verify(token)
                self.steps += steps(JWTCheck.allCases)
            } catch {
                guard let check = JWTCheck(error) else { throw error }
                self.steps += steps(check.passed)
                let detail =
                    error.explanation
                    + (view.detail(check, isRefused: true).map { Message(same: "; ") + $0 } ?? Message(same: ""))
                self.steps.append(
                    Step(name: name + Message(same: ": \(check.rawValue)"), outcome: .refused, detail: detail))
                throw error
            }
        }
        do throws(AuthenticationFailure) {
            guard let caller = try await part.verifier.verify(token) else { return nil }
            steps.append(Step(name: name, outcome: .passed, detail: caller.message))
            return caller
        } catch {
            steps.append(Step(name: name, outcome: .refused, detail: error.explanation))
            throw error
        }
    }

    /// Whether the caller may call from there and now, as the server asks after every verifier.
    private mutating func use(_ caller: AccessToken, from peer: String?, now: Date) {
        self.caller = caller
        var asked = caller
        let name = Message("address and time", "地址与时间")
        if peer == nil, caller.restrictions.layers.contains(where: { !$0.restrictions.addresses.isEmpty }) {
            let all = caller.restrictions.layers.flatMap(\.restrictions.addresses).map(\.description)
            steps.append(
                Step(
                    name: Message("address", "地址"), outcome: .skipped,
                    detail: Message(
                        "only from \(all.joined(separator: ", ")): say --from ADDRESS",
                        "仅限 \(all.joined(separator: ", "))：请用 --from 指定地址")))
            asked.restrictions = CallerRestrictions(
                caller.restrictions.layers.map { layer in
                    var layer = layer
                    layer.restrictions.addresses = []
                    return layer
                })
        }
        do throws(AuthenticationFailure) {
            try asked.checkMayCall(from: peer, at: now)
            if !asked.restrictions.layers.isEmpty { steps.append(Step(name: name, outcome: .passed)) }
        } catch {
            failure = error
            let rule = AccessPolicy.decision(asked, .call(peer: peer, time: now)).ground.message
            let detail = error.explanation + Message("; ", "；") + rule
            steps.append(Step(name: name, outcome: .refused, detail: detail))
        }
    }

    func lines(in language: Language) -> [String] {
        let marks: [Step.Outcome: String] = [.passed: "✓", .refused: "✗", .skipped: "-"]
        var lines = steps.map { step in
            let detail = step.detail.map { ": " + $0.text(in: language) } ?? ""
            return PlainText.escaped("\(marks[step.outcome] ?? "") \(step.name.text(in: language))\(detail)")
        }
        if let failure {
            lines.append("    → " + PlainText.escaped(failure.remedy.text(in: language)))
        }
        return lines
    }

    func json(in language: Language) -> JSONValue {
        [
            "accepted": .bool(isAccepted), "reason": JSONValue(failure?.label),
            "steps": .array(
                steps.map { step in
                    [
                        "name": .string(step.name.english), "outcome": .string(step.outcome.rawValue),
                        "detail": JSONValue(step.detail?.text(in: language)),
                    ]
                }),
            "advice": JSONValue(failure?.remedy.text(in: language)),
            "caller": caller.map { caller in
                [
                    "subject": .string(caller.subject), "issuer": JSONValue(caller.issuer),
                    "client": .string(caller.client), "name": .string(caller.name),
                    "tenant": .string(caller.tenant.rawValue),
                    "scopes": JSONValue(caller.scopes.map(\.rawValue).sorted()),
                    "expiresAt": JSONValue(caller.expiresAt.map(Timestamp.text)),
                ]
            } ?? .null,
        ]
    }
}

extension BearerToken.Shape {
    fileprivate var message: Message {
        switch self {
        case .apiToken: Message("an API token of soar-mcp", "soar-mcp 的 API 令牌")
        case .structured: Message("a signed token (JWT)", "签名令牌 (JWT)")
        case .opaque: Message("an opaque token", "不透明令牌")
        }
    }
}

extension AccessToken {
    fileprivate var message: Message {
        let scopes = scopes.map(\.rawValue).sorted().joined(separator: " ")
        return Message(
            "\(name) (\(subject)), tenant \(tenant.rawValue), scopes: \(scopes.isEmpty ? "none" : scopes)",
            "\(name)（\(subject)），租户 \(tenant.rawValue)，权限：\(scopes.isEmpty ? "无" : scopes)")
    }
}
