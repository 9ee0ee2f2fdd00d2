//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth

extension TokenVerifierContract {
    /// A good token is accepted with a sane caller, twice.
    func acceptance(of token: String, name: String) async -> [ContractViolation] {
        let first = await verifier.attempt(token, limit: limit)
        guard case .accepted(let caller) = first else {
            let point: ContractViolation.Point = first == .late ? .endsInTime : .accepts
            return [ContractViolation(point: point, explanation: "\(name) is \(first.summary)")]
        }
        var violations: [ContractViolation] = []
        func expect(_ holds: Bool, _ point: ContractViolation.Point, _ explanation: String) {
            if !holds { violations.append(ContractViolation(point: point, explanation: "\(name): \(explanation)")) }
        }
        expect(!caller.subject.isEmpty, .accepts, "the caller has no subject")
        expect(!caller.name.isEmpty, .accepts, "the caller has no name")
        expect(!caller.isExpired(at: now()), .accepts, "the caller's time has run out already")
        expect(verifier.shapes.contains(BearerToken(token).shape), .accepts, "its form is not one of the shapes")
        expect(!Self.texts(of: caller).contains { $0.contains(token) }, .keepsTheTokenSecret, "the caller holds it")
        expect(
            !Self.texts(of: verifier).contains { $0.contains(token) }, .keepsTheTokenSecret,
            "a dump of the verifier shows it")
        let second = await verifier.attempt(token, limit: limit)
        expect(second == first, .isDeterministic, "accepted, and then \(second.summary) or as somebody else")
        return violations
    }

    /// A bad token is refused or passed on, twice alike, and in words that don't show it.
    func refusal(of token: String, name: String) async -> [ContractViolation] {
        let first = await verifier.attempt(token, limit: limit)
        if first == .late { return [ContractViolation(point: .endsInTime, explanation: "\(name): \(first.summary)")] }
        guard first.isRefusal else {
            return [ContractViolation(point: .refuses, explanation: "\(name) is \(first.summary)")]
        }
        let second = await verifier.attempt(token, limit: limit)
        guard second == first else {
            let explanation = "\(name) is \(first.summary), and then \(second.summary)"
            return [ContractViolation(point: .isDeterministic, explanation: explanation)]
        }
        return []
    }

    /// Everything by which a value may come into a log.
    static func texts(of value: some Any) -> [String] {
        var dumped = ""
        dump(value, to: &dumped)
        return [String(describing: value), String(reflecting: value), dumped]
    }
}
