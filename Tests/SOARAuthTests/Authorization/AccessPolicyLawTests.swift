//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARAuth
import SOARCore
import TestSupport
import Testing

/// What must hold for any rules at all.
@Suite("The laws of the access policy")
struct AccessPolicyLawTests {
    private static let rounds = 3_000

    private struct Maker {
        var random: SeededGenerator

        mutating func pick<Element>(_ elements: [Element]) -> Element? { elements.randomElement(using: &random) }

        mutating func term() -> PlaybookTerm {
            let texts = [
                "*", "id:1", "id:2", "id:3", "name:a*", "name:*b", "name:?", "label:x", "label:y*", "category:c",
                "category:*",
            ]
            return pick(texts).flatMap(PlaybookTerm.init) ?? .any
        }

        mutating func rule() -> PlaybookRule {
            let terms = (0...Int.random(in: 0...2, using: &random)).map { _ in term() }
            return PlaybookRule(pick([.allow, .deny]) ?? .deny, pick([.see, .run]) ?? .see, terms)
        }

        mutating func parameterRule() -> ParameterRule {
            let networks = ["10.0.0.0/8", "192.0.2.0/24", "0.0.0.0/0"].compactMap(AddressBlock.init)
            let conditions: [ParameterRule.Condition] = [
                .values(["a", "10.0.0.1"]), .networks([pick(networks)].compactMap(\.self)), .values(["b"]),
            ]
            return ParameterRule(
                pick([.allow, .deny]) ?? .deny, pick(["p", "q"]) ?? "p", of: [term()],
                pick(conditions) ?? .values(["b"]))
        }

        mutating func restrictions() -> Restrictions {
            var restrictions = Restrictions()
            restrictions.isReadOnly = Int.random(in: 0..<8, using: &random) == 0
            restrictions.followsOwnExecutionsOnly = Int.random(in: 0..<4, using: &random) == 0
            restrictions.playbooks = (0..<Int.random(in: 0...4, using: &random)).map { _ in rule() }
            restrictions.parameters = (0..<Int.random(in: 0...2, using: &random)).map { _ in parameterRule() }
            let blocks = ["10.0.0.0/8", "192.0.2.0/24", "192.0.2.1"].compactMap(AddressBlock.init)
            restrictions.addresses = blocks.filter { _ in Int.random(in: 0..<4, using: &random) == 0 }
            return restrictions
        }

        mutating func playbook() -> Playbook {
            Playbook(
                id: PlaybookID(rawValue: Int64.random(in: 1...4, using: &random)),
                name: pick(["a", "b", "ab", "c"]) ?? "a",
                displayName: pick(["", "A", "cb"]) ?? "", category: pick(["", "c", "d"]) ?? "",
                labels: ["x", "y", "yy"].filter { _ in Bool.random(using: &random) },
                parameters: [PlaybookParameter(name: "p", defaultValue: pick([nil, "a"]) ?? nil)])
        }

        mutating func questions() -> [AccessQuestion] {
            let playbook = playbook()
            var values = JSONObject()
            for name in ["p", "q"] {
                let value: JSONValue? = pick([nil, "a", "10.0.0.1", "192.0.2.1", "x", nil, ["a", "b"]]) ?? nil
                values[name] = value
            }
            var questions: [AccessQuestion] = [
                .see(playbook, of: .default), .run(playbook, of: .default, values: nil),
                .run(playbook, of: .default, values: values), .followUnknown,
                .call(
                    peer: pick(["10.0.0.1", "192.0.2.1", "192.0.2.2", "::1"]), time: .init(timeIntervalSince1970: 0)),
            ]
            if let id = ActivityID("a") {
                let token = APITokenID(rawValue: Int64.random(in: 1...2, using: &random))
                let execution = Execution(
                    activityID: id, tenant: .default, playbookID: playbook.id, tokenID: token, startedBy: "x",
                    startedAt: .init(timeIntervalSince1970: 0))
                questions.append(.follow(execution, of: playbook))
            }
            return questions
        }
    }

    private static func caller(_ layers: [Restrictions]) -> AccessToken {
        AccessToken(
            subject: "s", client: "c", scopes: Scope.standard, tokenID: APITokenID(rawValue: 1),
            restrictions: CallerRestrictions(layers.map { .init("layer", $0) }))
    }

    @Test("A narrower token never does what a wider one can't: more restrictions, more layers, fewer scopes")
    func narrower() {
        var maker = Maker(random: SeededGenerator(seed: 1))
        var refusals = 0
        for _ in 0..<Self.rounds {
            let (wide, extra) = (maker.restrictions(), maker.restrictions())
            let wider = Self.caller([wide])
            var narrower = [Self.caller([wide, extra]), Self.caller([extra, wide])]
            var denied = wide
            denied.playbooks.append(PlaybookRule(.deny, maker.pick([.see, .run]) ?? .see, [maker.term()]))
            denied.parameters.append(maker.parameterRule())
            narrower.append(Self.caller([denied]))
            var scoped = wider
            scoped.scopes = wider.scopes.filter { _ in Bool.random(using: &maker.random) }
            narrower.append(scoped)
            for question in maker.questions() where !AccessPolicy.permits(wider, question) {
                refusals += 1
                for caller in narrower { #expect(!AccessPolicy.permits(caller, question)) }
            }
        }
        #expect(refusals > Self.rounds)
    }

    @Test("A deny that matches always wins")
    func denyWins() {
        var maker = Maker(random: SeededGenerator(seed: 2))
        for _ in 0..<Self.rounds {
            var restrictions = maker.restrictions()
            let playbook = maker.playbook()
            let place = Int.random(in: 0...restrictions.playbooks.count, using: &maker.random)
            restrictions.playbooks.insert(PlaybookRule(.deny, .see, [.id(playbook.id)]), at: place)
            let caller = Self.caller([restrictions, maker.restrictions()])
            #expect(!AccessPolicy.permits(caller, .see(playbook, of: .default)))
            #expect(!AccessPolicy.permits(caller, .run(playbook, of: .default, values: nil)))
        }
    }

    @Test("The order of rules and of layers never matters")
    func order() {
        var maker = Maker(random: SeededGenerator(seed: 3))
        for _ in 0..<Self.rounds {
            let layers = [maker.restrictions(), maker.restrictions()]
            let shuffled = layers.reversed().map { layer in
                var layer = layer
                layer.playbooks.shuffle(using: &maker.random)
                layer.parameters.shuffle(using: &maker.random)
                layer.addresses.shuffle(using: &maker.random)
                return layer
            }
            let (first, second) = (Self.caller(layers), Self.caller(shuffled))
            for question in maker.questions() {
                #expect(AccessPolicy.permits(first, question) == AccessPolicy.permits(second, question))
            }
        }
    }

    @Test("Who may run a playbook may see it")
    func runImpliesSee() {
        var maker = Maker(random: SeededGenerator(seed: 4))
        for _ in 0..<Self.rounds {
            let caller = Self.caller([maker.restrictions(), maker.restrictions()])
            let playbook = maker.playbook()
            guard AccessPolicy.permits(caller, .run(playbook, of: .default, values: nil)) else { continue }
            #expect(AccessPolicy.permits(caller, .see(playbook, of: .default)))
        }
    }

    @Test("What is written and read again decides the same")
    func roundTrip() throws {
        var maker = Maker(random: SeededGenerator(seed: 5))
        for _ in 0..<Self.rounds {
            let restrictions = maker.restrictions()
            #expect(try Restrictions(json: .object(restrictions.json)) == restrictions)
        }
    }
}
