//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension PermissionOptions {
    /// Refuses rules that name a playbook which the tenant has not, or a parameter that none of their playbooks has: a rule
    /// with a slip in it protects nothing.
    ///
    /// Wildcards, labels and categories are for whatever comes, so they are not looked up; and as long as no playbook is
    /// known at all, nothing can be. Neither can parameters as long as the platform could not be asked for them.
    ///
    /// - Throws: ``CommandError`` that names it, and what comes near.
    func checkPlaybooks(
        of restrictions: Restrictions, tenant: TenantID, in store: some PlaybookCatalog, _ context: CommandContext
    ) async throws {
        let terms = restrictions.playbooks.flatMap(\.playbooks) + restrictions.parameters.flatMap(\.playbooks)
        let named = terms.filter(\.isOfOne)
        guard !unknownPlaybooks, !named.isEmpty || !restrictions.parameters.isEmpty else { return }
        var filter = PlaybookFilter(tenant: tenant)
        filter.onlyAvailable = false
        let known = try await store.playbooks(filter).map(\.playbook)
        guard !known.isEmpty else {
            return context.printRemark(
                Message(
                    "No playbook is known here yet, so the rules' playbooks and parameters could not be looked up: "
                        + "soar-mcp playbook sync",
                    "尚无已知剧本，无法核对规则中的剧本与参数：soar-mcp playbook sync"))
        }
        if let term = named.first(where: { term in !known.contains(where: term.matches) }) {
            throw Self.unknown(term, among: known)
        }
        for rule in restrictions.parameters { try Self.checkParameter(of: rule, among: known) }
    }

    private static func checkParameter(of rule: ParameterRule, among known: [Playbook]) throws(CommandError) {
        let playbooks = known.filter { playbook in rule.playbooks.contains { $0.matches(playbook) } }
        let names = playbooks.compactMap { $0.parameters?.map(\.name) }
        guard !playbooks.isEmpty, names.count == playbooks.count, !names.joined().contains(rule.parameter) else {
            return
        }
        let (english, chinese) = near(rule.parameter, among: Array(names.joined()))
        let shown = SettingsError.shown(rule.parameter)
        throw CommandError(
            Message(
                "None of the rule's playbooks has a parameter \(shown).\(english) See `soar-mcp playbook list --json`, or "
                    + "add --unknown-playbooks.",
                "规则所涉剧本均无参数 \(shown)。\(chinese)请查看 `soar-mcp playbook list --json`，或加上 --unknown-playbooks。"))
    }

    /// The name that may have been meant, as a question.
    private static func near(_ name: String, among names: [String]) -> (english: String, chinese: String) {
        Spelling.nearest(to: name, among: names).map { (" Did you mean \($0)?", "是否指 \($0)？") } ?? ("", "")
    }

    private static func unknown(_ term: PlaybookTerm, among known: [Playbook]) -> CommandError {
        let name = String(term.description.drop { $0 != ":" }.dropFirst())
        let names = known.flatMap { [$0.name, $0.displayName, $0.id.description] }.filter { !$0.isEmpty }
        let shown = SettingsError.shown(term.description)
        let (english, chinese) = near(name, among: names)
        return CommandError(
            Message(
                "There is no playbook \(shown).\(english) See `soar-mcp playbook list`, or add --unknown-playbooks.",
                "没有剧本 \(shown)。\(chinese)请查看 `soar-mcp playbook list`，或加上 --unknown-playbooks。"))
    }
}

extension PlaybookTerm {
    /// Whether it is about one playbook rather than a kind of them.
    fileprivate var isOfOne: Bool {
        switch self {
        case .id: true
        case .name(let name): name.isExact
        case .any, .label, .category: false
        }
    }
}
