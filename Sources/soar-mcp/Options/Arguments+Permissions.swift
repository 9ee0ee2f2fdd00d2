//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

extension Arguments {
    static let acceptedParameterRule =
        "[PLAYBOOKS] NAME in|not-in|like|not-like VALUES, such as 'ip not-in 10.0.0.0/8' or "
        + "'name:block_* severity in low,medium'"

    static func playbooks(_ text: String) throws -> PlaybookTerm {
        try value(text, accepted: PlaybookTerm.accepted)
    }

    static func addresses(_ text: String) throws -> AddressBlock { try value(text, accepted: AddressBlock.accepted) }

    static func window(_ text: String) throws -> TimeWindow { try value(text, accepted: TimeWindow.accepted) }

    static func executions(_ text: String) throws -> ExecutionAllowance {
        try value(text, accepted: ExecutionAllowance.accepted)
    }

    /// Blocks of addresses where all the values are some, else values to the letter.
    static func parameterRule(_ text: String) throws -> ParameterRule {
        let words = text.split(separator: " ", maxSplits: 3).map(String.init)
        let hasPlaybooks = words.count == 4 && !operators.keys.contains(words[1])
        let parts = hasPlaybooks ? Array(words.dropFirst()) : text.split(separator: " ", maxSplits: 2).map(String.init)
        guard parts.count == 3, let (effect, isPattern) = operators[parts[1]] else {
            throw ValidationError("Accepted: \(acceptedParameterRule).")
        }
        let playbooks: [PlaybookTerm] = hasPlaybooks ? [try Self.playbooks(words[0])] : [.any]
        if isPattern {
            do {
                return ParameterRule(effect, parts[0], of: playbooks, .pattern(try ValuePattern(parts[2])))
            } catch {
                throw ValidationError("\(error).")
            }
        }
        let values = parts[2].split(separator: ",", omittingEmptySubsequences: false).map {
            String($0).trimmingBlanks()
        }
        guard !values.contains("") else { throw ValidationError("Accepted: \(acceptedParameterRule).") }
        return ParameterRule(effect, parts[0], of: playbooks, try condition(values))
    }

    /// All blocks of addresses, or none: a block that was mistyped would be a mere word, and a rule that never applies.
    private static func condition(_ values: [String]) throws -> ParameterRule.Condition {
        let networks = values.compactMap(AddressBlock.init)
        if networks.count == values.count { return .networks(networks) }
        let odd = values.first { value in
            guard AddressBlock(value) == nil else { return false }
            guard networks.isEmpty else { return true }
            let parts = value.split(separator: "/", maxSplits: 1)
            return parts.count == 2 && AddressBlock(String(parts[0])) != nil
        }
        guard let odd else { return .values(values) }
        throw ValidationError(
            "'\(odd)' is no block of addresses. Accepted beside blocks: only blocks, such as 192.0.2.0/24, whose address is the "
                + "first one, with /0 to /32 (IPv6: /128).")
    }

    private static let operators: [String: (PlaybookRule.Effect, isPattern: Bool)] = [
        "in": (.allow, false), "not-in": (.deny, false), "like": (.allow, true), "not-like": (.deny, true),
    ]

    private static func value<Value: LosslessStringConvertible>(_ text: String, accepted: String) throws -> Value {
        guard let value = Value(text) else { throw ValidationError("It must be \(accepted).") }
        return value
    }
}
