//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth

extension TokenVerifierContract {
    /// Many at once, good and bad ones mixed, get what each gets alone.
    func concurrency() async -> [ContractViolation] {
        guard let good = accepted.first else { return [] }
        let bad = "A" + good
        let verifier = verifier
        let limit = limit
        let isRight = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<Self.concurrentVerifications {
                group.addTask {
                    let attempt = await verifier.attempt(number.isMultiple(of: 2) ? good : bad, limit: limit)
                    if case .accepted = attempt { return number.isMultiple(of: 2) }
                    return attempt.isRefusal && !number.isMultiple(of: 2)
                }
            }
            return await group.allSatisfy { $0 }
        }
        let explanation = "\(Self.concurrentVerifications) at once don't all get what one gets"
        return isRight ? [] : [ContractViolation(point: .isConcurrent, explanation: explanation)]
    }

    /// A task that is cancelled already gets an end, whichever; it is not told that a good token is bad.
    func cancellation() async -> [ContractViolation] {
        guard let good = accepted.first else { return [] }
        let verifier = verifier
        let clock = ContinuousClock()
        let start = clock.now
        let failure: AuthenticationFailure? = await withTaskGroup(of: AuthenticationFailure?.self) { group in
            group.cancelAll()
            group.addTask {
                do throws(AuthenticationFailure) {
                    _ = try await verifier.verify(BearerToken(good))
                    return nil
                } catch { return error }
            }
            return await group.next() ?? nil
        }
        var violations: [ContractViolation] = []
        if clock.now - start > limit {
            violations.append(.init(point: .endsWhenCancelled, explanation: "a cancelled check goes on"))
        }
        if let failure, failure.status != 503 {
            let explanation = "a cancelled check of a good token is refused as \(failure.label)"
            violations.append(.init(point: .endsWhenCancelled, explanation: explanation))
        }
        return violations
    }

    /// With nobody to ask, a token that could be good is neither refused nor accepted.
    func closedness() async -> [ContractViolation] {
        guard let outage else { return [] }
        await outage()
        var violations: [ContractViolation] = []
        for (index, token) in accepted.enumerated() {
            let attempt = await verifier.attempt(token, limit: limit)
            if case .failed(.unavailable(let text)) = attempt {
                guard text.contains(token) else { continue }
                let explanation = "the text of the outage shows accepted token \(index + 1)"
                violations.append(.init(point: .keepsTheTokenSecret, explanation: explanation))
            } else {
                let explanation = "accepted token \(index + 1) is \(attempt.summary) while nobody can be asked"
                violations.append(.init(point: .failsClosed, explanation: explanation))
            }
        }
        return violations
    }
}
