//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

extension Restrictions {
    /// Entries of one list at most.
    public static let maximumEntries = 1_000
    /// Runs at the same time at most.
    public static let maximumConcurrency = 10_000

    private enum Member: String, CaseIterable {
        case readOnly, playbooks, parameters, addresses, windows, executions, concurrency, ownExecutions
    }

    /// Reads them; a member that is not known is refused, for it was meant to take something away.
    ///
    /// - Throws: ``RestrictionFault`` that names the member and what is accepted.
    public init(json: JSONValue) throws(RestrictionFault) {
        guard case .object(let members) = json else { throw RestrictionFault("restrictions must be an object") }
        for name in members.names where Member(rawValue: name) == nil {
            let known = Member.allCases.map(\.rawValue).joined(separator: ", ")
            throw .unacceptable("a member of restrictions", name, accepted: "one of \(known)")
        }
        func list(_ member: Member) throws(RestrictionFault) -> [JSONValue] { try Self.list(members, member.rawValue) }
        isReadOnly = try Self.flag(members, Member.readOnly.rawValue)
        followsOwnExecutionsOnly = try Self.flag(members, Member.ownExecutions.rawValue)
        for rule in try list(.playbooks) { playbooks.append(try PlaybookRule(json: rule)) }
        for rule in try list(.parameters) { parameters.append(try ParameterRule(json: rule)) }
        for text in try list(.addresses) { addresses.append(try Self.value(text, "addresses", AddressBlock.accepted)) }
        for text in try list(.windows) { windows.append(try Self.value(text, "windows", TimeWindow.accepted)) }
        for text in try list(.executions) {
            executions.append(try Self.value(text, "executions", ExecutionAllowance.accepted))
        }
        switch members[Member.concurrency.rawValue] {
        case nil, .null: break
        case .integer(let count) where (1...Int64(Self.maximumConcurrency)).contains(count): concurrency = Int(count)
        case let other?:
            throw .unacceptable("concurrency", other.text(), accepted: "1 to \(Self.maximumConcurrency)")
        }
    }

    /// What ``init(json:)`` reads; only the members that say something.
    public var json: JSONObject {
        var members = JSONObject()
        func add(_ member: Member, _ values: [JSONValue]) {
            if !values.isEmpty { members[member.rawValue] = .array(values) }
        }
        if isReadOnly { members[Member.readOnly.rawValue] = true }
        add(.playbooks, playbooks.map { .object($0.json) })
        add(.parameters, parameters.map { .object($0.json) })
        add(.addresses, addresses.map { .string($0.description) })
        add(.windows, windows.map { .string($0.description) })
        add(.executions, executions.map { .string($0.description) })
        members[Member.concurrency.rawValue] = concurrency.map { JSONValue($0) }
        if followsOwnExecutionsOnly { members[Member.ownExecutions.rawValue] = true }
        return members
    }

    private static func flag(_ members: JSONObject, _ name: String) throws(RestrictionFault) -> Bool {
        switch members[name] {
        case nil, .null: false
        case .bool(let value): value
        case let other?: throw .unacceptable(name, other.text(), accepted: "true or false")
        }
    }

    static func list(_ members: JSONObject, _ name: String) throws(RestrictionFault) -> [JSONValue] {
        switch members[name] {
        case nil, .null: return []
        case .array(let values) where values.count <= maximumEntries: return values
        case .array(let values):
            throw .unacceptable(name, "\(values.count) entries", accepted: "at most \(maximumEntries) entries")
        case let other?: throw .unacceptable(name, other.text(), accepted: "an array")
        }
    }

    static func value<Value: LosslessStringConvertible>(
        _ json: JSONValue, _ name: String, _ accepted: String
    ) throws(RestrictionFault) -> Value {
        guard case .string(let text) = json, let value = Value(text) else {
            throw .unacceptable(name, json.stringValue ?? json.text(), accepted: accepted)
        }
        return value
    }
}
