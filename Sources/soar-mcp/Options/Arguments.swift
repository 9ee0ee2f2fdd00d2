//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// From an argument to a value of the model; what can't be read is wrong usage.
enum Arguments {
    /// A scope that soar-mcp knows: a mistyped one would make a token that can do nothing.
    static func scope(_ text: String) throws -> Scope {
        guard let scope = Scope.all.first(where: { $0.rawValue == text }) else {
            throw ValidationError("Unknown scope. There are: \(scopes).")
        }
        return scope
    }

    /// A whole number without a sign, within limits.
    static func number(_ range: ClosedRange<Int>) -> @Sendable (String) throws -> Int {
        { text in
            guard text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }), let number = Int(text),
                range.contains(number)
            else {
                throw ValidationError("It must be a whole number from \(range.lowerBound) to \(range.upperBound).")
            }
            return number
        }
    }

    /// A point in time, or how far it is from now.
    static func time(_ text: String) throws -> TimeArgument {
        guard let time = TimeArgument(text) else { throw ValidationError("It must be \(TimeArgument.accepted).") }
        return time
    }

    /// Refuses what can't be the address that a call comes from.
    static func check(from address: String?) throws {
        guard let address, IPAddress(address) == nil else { return }
        throw ValidationError("--from takes an address such as 192.0.2.7 or 2001:db8::7.")
    }

    /// A playbook's number.
    static func playbook(_ text: String) throws -> PlaybookID {
        guard let id = PlaybookID(text) else { throw ValidationError("A playbook's number is a whole number.") }
        return id
    }

    /// How often something may be started.
    static func allowance(_ text: String) throws -> ExecutionAllowance {
        guard let allowance = ExecutionAllowance(text) else {
            throw ValidationError("A limit must be \(ExecutionAllowance.accepted).")
        }
        return allowance
    }

    /// Who has to agree.
    static func approval(_ text: String) throws -> PlaybookApproval {
        guard let approval = PlaybookApproval(rawValue: text) else {
            throw ValidationError("Who has to agree is none, caller or approver.")
        }
        return approval
    }

    /// An approval's number.
    static func approvalID(_ text: String) throws -> ApprovalID {
        guard let id = ApprovalID(text) else { throw ValidationError("An approval's number is a whole number.") }
        return id
    }

    /// What came of a call.
    static func outcome(_ text: String) throws -> AuditRecord.Outcome {
        guard let outcome = AuditRecord.Outcome(rawValue: text) else {
            throw ValidationError("Unknown outcome. There are: \(outcomes).")
        }
        return outcome
    }

    static var tokenStates: String { APIToken.State.allCases.map(\.rawValue).joined(separator: ", ") }
    static var scopes: String { Scope.all.map(\.rawValue).joined(separator: ", ") }
    static var outcomes: String { AuditRecord.Outcome.allCases.map(\.rawValue).joined(separator: ", ") }
}
