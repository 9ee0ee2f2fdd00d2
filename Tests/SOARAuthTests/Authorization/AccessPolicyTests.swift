//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARAuth
import SOARCore
import Testing

@Suite("The access policy")
struct AccessPolicyTests {
    static let block = Playbook(
        id: PlaybookID(rawValue: 7), name: "playbook_7", displayName: "Block IP", category: "NET",
        labels: ["MCP", "prod"],
        parameters: [PlaybookParameter(name: "ip"), PlaybookParameter(name: "level", defaultValue: "high")])

    static func caller(
        _ restrictions: String..., scopes: Set<Scope> = Scope.standard, tokenID: Int64? = 1
    ) throws -> AccessToken {
        let layers = try restrictions.map {
            CallerRestrictions.Layer("token", try Restrictions(json: try JSONParser.parse($0)))
        }
        return AccessToken(
            subject: "s", client: "c", scopes: scopes, tokenID: tokenID.map(APITokenID.init(rawValue:)),
            restrictions: CallerRestrictions(layers))
    }

    @Test(
        "lets playbook rules decide about seeing and running",
        arguments: [
            ("{}", true, true),
            (#"{"playbooks":[{"effect":"allow","playbooks":["id:7"]}]}"#, true, true),
            (#"{"playbooks":[{"effect":"allow","playbooks":["id:8"]}]}"#, false, false),
            (#"{"playbooks":[{"effect":"allow","action":"see","playbooks":["id:7"]}]}"#, true, false),
            (#"{"playbooks":[{"effect":"deny","playbooks":["label:prod"]}]}"#, false, false),
            (#"{"playbooks":[{"effect":"deny","action":"run","playbooks":["category:net"]}]}"#, true, false),
            (
                #"{"playbooks":[{"effect":"allow","playbooks":["*"]},{"effect":"deny","playbooks":["name:block*"]}]}"#,
                false, false
            ),
            (
                #"{"playbooks":[{"effect":"allow","playbooks":["name:block ip"]},{"effect":"deny","playbooks":["id:8"]}]}"#,
                true, true
            ),
            (#"{"readOnly":true}"#, true, false),
        ] as [(String, Bool, Bool)])
    func playbooks(_ restrictions: String, _ sees: Bool, _ runs: Bool) throws {
        let caller = try Self.caller(restrictions)
        #expect(AccessPolicy.permits(caller, .see(Self.block, of: .default)) == sees)
        #expect(AccessPolicy.permits(caller, .run(Self.block, of: .default, values: nil)) == runs)
        // Asked again it says the same, from memory.
        #expect(AccessPolicy.permits(caller, .run(Self.block, of: .default, values: nil)) == runs)
        let other = TenantID(rawValue: "other")
        #expect(AccessPolicy.decision(caller, .see(Self.block, of: other)).obstacle == .tenant)
    }

    @Test("forgets what it remembered of a playbook that has changed")
    func changedPlaybook() throws {
        let caller = try Self.caller(#"{"playbooks":[{"effect":"deny","playbooks":["label:prod"]}]}"#)
        #expect(!AccessPolicy.permits(caller, .see(Self.block, of: .default)))
        var changed = Self.block
        changed.labels = ["MCP"]
        #expect(AccessPolicy.permits(caller, .see(changed, of: .default)))
        #expect(!AccessPolicy.permits(caller, .see(Self.block, of: .default)))
    }

    @Test(
        "holds values of parameters to their rules",
        arguments: [
            (#"{"effect":"deny","parameter":"ip","networks":["10.0.0.0/8"]}"#, #"{"ip":"192.0.2.1"}"#, true),
            (#"{"effect":"deny","parameter":"ip","networks":["10.0.0.0/8"]}"#, #"{"ip":"10.1.2.3"}"#, false),
            (#"{"effect":"deny","parameter":"ip","networks":["10.0.0.0/8"]}"#, #"{"ip":"::ffff:10.1.2.3"}"#, false),
            (#"{"effect":"deny","parameter":"ip","networks":["10.0.0.0/8"]}"#, #"{"ip":"192.0.2.1, 10.1.2.3"}"#, false),
            (
                #"{"effect":"deny","parameter":"ip","networks":["10.0.0.0/8"]}"#, #"{"ip":["192.0.2.1","10.0.0.1"]}"#,
                false
            ),
            (#"{"effect":"deny","parameter":"ip","networks":["10.0.0.0/8"]}"#, #"{"ip":"0.0.0.0/0"}"#, false),
            (#"{"effect":"deny","parameter":"ip","networks":["10.0.0.0/8"]}"#, #"{"ip":"::/0"}"#, false),
            (#"{"effect":"deny","parameter":"ip","networks":["10.0.0.0/8"]}"#, #"{"ip":"010.1.2.3"}"#, false),
            (#"{"effect":"deny","parameter":"ip","networks":["10.0.0.0/8"]}"#, #"{"ip":"167838211"}"#, false),
            (#"{"effect":"deny","parameter":"ip","networks":["10.0.0.0/8"]}"#, #"{"ip":"intranet.example"}"#, false),
            (#"{"effect":"deny","parameter":"ip","networks":["10.0.0.0/8"]}"#, #"{}"#, true),
            (#"{"effect":"allow","parameter":"ip","networks":["192.0.2.0/24"]}"#, #"{"ip":"192.0.2.9"}"#, true),
            (#"{"effect":"allow","parameter":"ip","networks":["192.0.2.0/24"]}"#, #"{"ip":"192.0.2.0/25"}"#, true),
            (#"{"effect":"allow","parameter":"ip","networks":["192.0.2.0/24"]}"#, #"{"ip":"192.0.0.0/16"}"#, false),
            (#"{"effect":"allow","parameter":"ip","networks":["192.0.2.0/24"]}"#, #"{}"#, false),
            (#"{"effect":"allow","parameter":"ip","networks":["192.0.2.0/24"]}"#, #"{"ip":null}"#, false),
            (#"{"effect":"allow","parameter":"level","values":["low"]}"#, #"{"level":"low"}"#, true),
            (#"{"effect":"allow","parameter":"level","values":["low"]}"#, #"{}"#, false),
            (#"{"effect":"allow","parameter":"level","values":["high"]}"#, #"{}"#, true),
            (#"{"effect":"deny","parameter":"level","values":["high"]}"#, #"{"level":""}"#, false),
            (#"{"effect":"allow","parameter":"ip","pattern":"[a-z]+|x9"}"#, #"{"ip":"abc"}"#, true),
            (#"{"effect":"allow","parameter":"ip","pattern":"[a-z]+|x9"}"#, #"{"ip":"abc1"}"#, false),
            (#"{"effect":"deny","parameter":"ip","pattern":"1+"}"#, #"{"ip":11}"#, false),
            (#"{"effect":"deny","playbooks":["id:8"],"parameter":"ip","pattern":".*"}"#, #"{"ip":"a"}"#, true),
        ] as [(String, String, Bool)])
    func values(_ rule: String, _ values: String, _ isPermitted: Bool) throws {
        let caller = try Self.caller(#"{"parameters":[\#(rule)]}"#)
        let values = try #require(try JSONParser.parse(values).objectValue)
        let decision = AccessPolicy.decision(caller, .run(Self.block, of: .default, values: values))
        #expect(decision.isAllowed == isPermitted, "\(decision.rule)")
        #expect(isPermitted || decision.obstacle == .parameter)
    }

    @Test("asks where a call comes from, and when")
    func calls() throws {
        let monday = try Date("2026-11-23T12:00:00Z", strategy: .iso8601)
        let caller = try Self.caller(
            #"{"addresses":["192.0.2.0/24","2001:db8::/32"]}"#, #"{"windows":["mon 08:00-18:00 UTC"]}"#)
        func obstacle(_ peer: String?, _ time: Date = monday) -> AccessDecision.Obstacle? {
            AccessPolicy.decision(caller, .call(peer: peer, time: time)).obstacle
        }
        #expect(obstacle("192.0.2.1") == nil)
        #expect(obstacle("::ffff:192.0.2.1") == nil)
        #expect(obstacle("2001:db8::1") == nil)
        #expect(obstacle("198.51.100.1") == .address)
        #expect(obstacle(nil) == .address)
        #expect(obstacle("192.0.2.1", monday.addingTimeInterval(6 * 3600)) == .window)
    }

    @Test("shows executions of what can be seen, and where it is so wished only one's own")
    func executions() throws {
        let id = try #require(ActivityID("a-1"))
        func execution(by token: Int64?, playbook: Int64 = 7, tenant: TenantID = .default) -> Execution {
            Execution(
                activityID: id, tenant: tenant, playbookID: PlaybookID(rawValue: playbook),
                tokenID: token.map(APITokenID.init(rawValue:)), startedBy: "s", startedAt: Date())
        }
        let free = try Self.caller("{}")
        #expect(AccessPolicy.permits(free, .follow(execution(by: 2), of: Self.block)))
        #expect(!AccessPolicy.permits(free, .follow(execution(by: 1, tenant: TenantID(rawValue: "o")), of: Self.block)))
        #expect(AccessPolicy.permits(free, .followUnknown))
        let own = try Self.caller(#"{"ownExecutions":true}"#)
        #expect(AccessPolicy.permits(own, .follow(execution(by: 1), of: Self.block)))
        #expect(!AccessPolicy.permits(own, .follow(execution(by: 2), of: Self.block)))
        #expect(!AccessPolicy.permits(own, .follow(execution(by: nil), of: Self.block)))
        #expect(!AccessPolicy.permits(own, .followUnknown))
        let narrow = try Self.caller(#"{"playbooks":[{"effect":"allow","playbooks":["id:8"]}]}"#)
        #expect(!AccessPolicy.permits(narrow, .follow(execution(by: 1), of: Self.block)))
        #expect(AccessPolicy.permits(narrow, .follow(execution(by: 1, playbook: 8), of: nil)))
        #expect(!AccessPolicy.permits(narrow, .followUnknown))
        let blind = try Self.caller("{}", scopes: [.playbooksRead])
        #expect(AccessPolicy.decision(blind, .follow(execution(by: 1), of: Self.block)).obstacle == .scope)
    }

    @Test("names the rule that decided, and where it stands")
    func explains() throws {
        let rule = #"{"playbooks":[{"effect":"deny","action":"run","playbooks":["label:prod","id:9"]}]}"#
        let decision = AccessPolicy.decision(try Self.caller(rule), .run(Self.block, of: .default, values: nil))
        #expect(decision.rule == "token: deny run: label:prod, id:9")
    }
}
