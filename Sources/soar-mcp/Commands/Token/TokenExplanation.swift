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

    var isAccepted: Bool { caller != nil }

    /// Presents the token to one verifier after the other, as a call would.
    init(_ token: BearerToken, _ verification: TokenVerification) async {
        steps.append(Step(name: Message("form of the token", "令牌形式"), outcome: .passed, detail: token.shape.message))
        for part in verification.parts {
            let name = Message(same: part.settings.name)
            do throws(AuthenticationFailure) {
                guard let caller = try await part.verifier.verify(token) else {
                    steps.append(
                        Step(name: name, outcome: .skipped, detail: Message("does not know such tokens", "不识别此类令牌")))
                    continue
                }
                self.caller = caller
                failure = nil
                steps.append(Step(name: name, outcome: .passed, detail: caller.message))
                return
            } catch {
                failure = error
                steps += Self.steps(name, error, isJWT: part.settings.kind == .jwt)
                // As in a call: only a token of another issuer is shown to the next one.
                guard error == .wrongIssuer else { return }
            }
        }
        if failure == nil { failure = .unknown }
    }

    /// Tells of a token that is known by its number, and that nobody has presented.
    init(_ grant: APITokenGrant, now: Date) {
        let token = grant.token
        let verifier = Message("token \(token.id) \(token.name)", "令牌 \(token.id) \(token.name)")
        do throws(AuthenticationFailure) {
            let caller = try grant.caller(at: now)
            self.caller = caller
            steps = [Step(name: verifier, outcome: .passed, detail: caller.message)]
        } catch {
            failure = error
            steps = Self.steps(verifier, error, isJWT: false)
        }
    }

    private static func steps(_ verifier: Message, _ failure: AuthenticationFailure, isJWT: Bool) -> [Step] {
        guard isJWT, let check = JWTCheck(failure) else {
            return [Step(name: verifier, outcome: .refused, detail: failure.explanation)]
        }
        return check.passed.map { Step(name: verifier + Message(same: ": \($0.rawValue)"), outcome: .passed) } + [
            Step(name: verifier + Message(same: ": \(check.rawValue)"), outcome: .refused, detail: failure.explanation)
        ]
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
