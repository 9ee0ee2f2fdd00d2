//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore

public import struct Foundation.Date

/// What somebody wants to do.
public enum AccessQuestion: Sendable {
    /// Call at all, from that address (nil where there is none) at that time.
    case call(peer: String?, time: Date)
    /// Use something that takes those scopes.
    case use(Requirement)
    /// See a playbook of that tenant: list it, read its parameters.
    case see(Playbook, of: TenantID)
    /// Start a playbook of that tenant, with those values; nil where they are not known yet.
    case run(Playbook, of: TenantID, values: JSONObject?)
    /// See the status and the result of an execution of that playbook; nil where it is not in the catalogue.
    case follow(Execution, of: Playbook?)
    /// See an execution that nobody started here.
    case followUnknown
}

/// Decides who may do what: for lists, calls, resources, completions and whatever else there is, the same.
///
/// The answer follows from the question alone; nothing is asked, kept or counted on the way.
public enum AccessPolicy {
    /// Whether the caller may do it, and the rule that decides.
    public static func decision(_ caller: AccessToken, _ question: AccessQuestion) -> AccessDecision {
        switch question {
        case .call(let peer, let time): call(caller, peer, time)
        case .use(let requirement): use(caller, requirement)
        case .see(let playbook, let tenant):
            use(caller, Requirement(.playbooksRead)) ?? own(caller, tenant)
                ?? caller.restrictions.decision(.see, on: playbook)
        case .run(let playbook, let tenant, let values):
            use(caller, Requirement(.playbooksExecute)) ?? own(caller, tenant)
                ?? unless(caller.restrictions.decision(.run, on: playbook))
                ?? values.flatMap { Self.values(caller, playbook, $0) } ?? .allowed
        case .follow(let execution, let playbook):
            use(caller, Requirement(.executionsRead)) ?? own(caller, execution.tenant)
                ?? follow(caller, execution, playbook)
        case .followUnknown:
            use(caller, Requirement(.executionsRead)) ?? own(caller, .default) ?? followUnknown(caller)
        }
    }

    /// Whether the caller may do it.
    public static func permits(_ caller: AccessToken, _ question: AccessQuestion) -> Bool {
        decision(caller, question).isAllowed
    }

    private static func call(_ caller: AccessToken, _ peer: String?, _ time: Date) -> AccessDecision {
        for layer in caller.restrictions.layers {
            let (addresses, windows) = (layer.restrictions.addresses, layer.restrictions.windows)
            if !addresses.isEmpty, !addresses.contains(where: { block in peer.map(block.contains) ?? false }) {
                return .refused(.address, because: .onlyFrom(source: layer.source, addresses))
            }
            if !windows.isEmpty, !windows.contains(where: { $0.contains(time) }) {
                return .refused(.window, because: .onlyDuring(source: layer.source, windows))
            }
        }
        return .allowed
    }

    private static func use(_ caller: AccessToken, _ requirement: Requirement) -> AccessDecision {
        use(caller, requirement) ?? .allowed
    }

    private static func use(_ caller: AccessToken, _ requirement: Requirement) -> AccessDecision? {
        let missing = requirement.scopes.filter { !caller.scopes.grants($0) }
        return missing.isEmpty ? nil : .refused(.scope, because: .missingScopes(missing))
    }

    private static func own(_ caller: AccessToken, _ tenant: TenantID) -> AccessDecision? {
        tenant == caller.tenant ? nil : .refused(.tenant, because: .otherTenant)
    }

    private static func unless(_ decision: AccessDecision) -> AccessDecision? { decision.isAllowed ? nil : decision }

    private static func values(_ caller: AccessToken, _ playbook: Playbook, _ values: JSONObject) -> AccessDecision? {
        let defaults = (playbook.parameters ?? []).reduce(into: [:]) { $0[$1.name] = $1.defaultValue }
        var readings = ParameterReadings(values, defaults: defaults)
        for layer in caller.restrictions.layers {
            for rule in layer.restrictions.parameters
            where rule.playbooks.contains(where: { $0.matches(playbook) }) && !rule.permits(&readings) {
                return .refused(.parameter, because: .rule(source: layer.source, rule.description))
            }
        }
        return nil
    }

    private static func follow(
        _ caller: AccessToken, _ execution: Execution, _ playbook: Playbook?
    ) -> AccessDecision {
        for layer in caller.restrictions.layers where layer.restrictions.followsOwnExecutionsOnly {
            let isOwn =
                caller.tokenFamily.map { $0 == execution.tokenFamily }
                ?? (execution.startedBy == caller.name && execution.tokenID == nil)
            guard isOwn else { return .refused(.execution, because: .onlyOwnExecutions(source: layer.source)) }
        }
        // What is known of a playbook that is gone is its number.
        let number = Playbook(id: execution.playbookID, name: "", displayName: "")
        return caller.restrictions.decision(.see, on: playbook ?? number)
    }

    private static func followUnknown(_ caller: AccessToken) -> AccessDecision {
        for layer in caller.restrictions.layers {
            if layer.restrictions.followsOwnExecutionsOnly {
                return .refused(.execution, because: .onlyOwnExecutions(source: layer.source))
            }
            if !layer.restrictions.playbooks.isEmpty {
                return .refused(.execution, because: .unknownPlaybook(source: layer.source))
            }
        }
        return .allowed
    }
}

extension AccessToken {
    /// Refuses a caller that may not call, or not from there or at that time.
    ///
    /// - Throws: ``AuthenticationFailure/expired``, ``AuthenticationFailure/wrongAddress`` or
    ///   ``AuthenticationFailure/wrongTime``.
    package func check(from peer: String?, at time: Date) throws(AuthenticationFailure) {
        do throws(AuthenticationFailure) {
            // Whatever a verifier made of it: a caller has no say any more when its own time has run out.
            guard !isExpired(at: time) else { throw .expired }
            try checkMayCall(from: peer, at: time)
        } catch {
            RefusedCaller.note(self)
            throw error
        }
    }

    /// Refuses a caller that may not call from there or at that time.
    ///
    /// - Throws: ``AuthenticationFailure/wrongAddress`` or ``AuthenticationFailure/wrongTime``.
    package func checkMayCall(from peer: String?, at time: Date) throws(AuthenticationFailure) {
        guard !restrictions.layers.isEmpty else { return }
        switch AccessPolicy.decision(self, .call(peer: peer, time: time)).obstacle {
        case nil: break
        case .window: throw .wrongTime
        default: throw .wrongAddress
        }
    }
}
