//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// What a server offers at one moment.
///
/// It never changes; a change makes another one, so a request sees one state from its beginning to its end.
final class MCPOffers: Sendable {
    /// What is told in the capabilities; once a kind was offered it stays, for clients ask only once.
    struct Kinds: OptionSet {
        let rawValue: Int
        static let tools = Kinds(rawValue: 1)
        static let resources = Kinds(rawValue: 2)
        static let prompts = Kinds(rawValue: 4)
        static let completions = Kinds(rawValue: 8)
    }

    let tools: [RegisteredTool]
    let resources: [Resource]
    let templates: [ResourceTemplate]
    let prompts: [Prompt]
    let kinds: Kinds
    private let toolsByName: [String: RegisteredTool]
    private let resourcesByURI: [String: Resource]
    private let promptsByName: [String: Prompt]

    private init(
        tools: [RegisteredTool], resources: [Resource], templates: [ResourceTemplate], prompts: [Prompt], kinds: Kinds
    ) throws(MCPRegistrationError) {
        self.tools = tools
        self.resources = resources
        self.templates = templates
        self.prompts = prompts
        var kinds = kinds
        if !tools.isEmpty { kinds.insert(.tools) }
        if !resources.isEmpty || !templates.isEmpty { kinds.insert(.resources) }
        if !prompts.isEmpty { kinds.insert(.prompts) }
        let completes =
            prompts.contains { $0.arguments.contains { $0.completion != nil } }
            || templates.contains { !$0.completions.isEmpty }
        if completes { kinds.insert(.completions) }
        self.kinds = kinds
        toolsByName = try Self.index(tools, "tool", by: \.tool.name)
        resourcesByURI = try Self.index(resources, "resource", by: \.uri)
        promptsByName = try Self.index(prompts, "prompt", by: \.name)
        _ = try Self.index(templates, "resource template", by: \.uriTemplate.description)
        for resource in resources { try resource.checkRules() }
        for template in templates { try template.checkRules() }
        for prompt in prompts { try prompt.checkRules() }
    }

    /// Offers these, in this order; `hasProviders` says that tools may come from elsewhere too.
    convenience init(_ features: [MCPFeature], hasProviders: Bool = false) throws(MCPRegistrationError) {
        try self.init(
            tools: [], resources: [], templates: [], prompts: [], kinds: hasProviders ? .tools : [], adding: features)
    }

    private convenience init(
        tools: [RegisteredTool], resources: [Resource], templates: [ResourceTemplate], prompts: [Prompt], kinds: Kinds,
        adding features: [MCPFeature]
    ) throws(MCPRegistrationError) {
        var tools = tools
        var resources = resources
        var templates = templates
        var prompts = prompts
        for feature in features {
            switch feature {
            case .tool(let tool): tools.append(try RegisteredTool(tool))
            case .resource(let resource): resources.append(resource)
            case .template(let template): templates.append(template)
            case .prompt(let prompt): prompts.append(prompt)
            }
        }
        try self.init(tools: tools, resources: resources, templates: templates, prompts: prompts, kinds: kinds)
    }

    /// The same and some more, at the end of their lists.
    func adding(_ features: [MCPFeature]) throws(MCPRegistrationError) -> MCPOffers {
        try MCPOffers(
            tools: tools, resources: resources, templates: templates, prompts: prompts, kinds: kinds, adding: features)
    }

    /// The same without the entries of those names.
    func removing(tool: String? = nil, resource: String? = nil, template: String? = nil, prompt: String? = nil)
        throws(MCPRegistrationError) -> MCPOffers
    {
        try MCPOffers(
            tools: tools.filter { $0.tool.name != tool }, resources: resources.filter { $0.uri != resource },
            templates: templates.filter { $0.uriTemplate.description != template },
            prompts: prompts.filter { $0.name != prompt }, kinds: kinds)
    }

    /// The tool of exactly that name: a dictionary would also find it under a canonically equivalent one.
    func tool(named name: String) -> RegisteredTool? {
        toolsByName[name].flatMap { $0.tool.name.utf8.elementsEqual(name.utf8) ? $0 : nil }
    }

    /// The resource at exactly that URI.
    func resource(at uri: String) -> Resource? {
        resourcesByURI[uri].flatMap { $0.uri.utf8.elementsEqual(uri.utf8) ? $0 : nil }
    }

    /// The first template that has that URI, and the values in it.
    func template(for uri: String) -> (template: ResourceTemplate, values: [String: String])? {
        for template in templates {
            if let values = template.uriTemplate.match(uri) { return (template, values) }
        }
        return nil
    }

    /// The prompt of exactly that name.
    func prompt(named name: String) -> Prompt? {
        promptsByName[name].flatMap { $0.name.utf8.elementsEqual(name.utf8) ? $0 : nil }
    }

    private static func index<Feature>(
        _ features: [Feature], _ kind: String, by key: (Feature) -> String
    ) throws(MCPRegistrationError) -> [String: Feature] {
        var index: [String: Feature] = [:]
        for feature in features {
            guard index.updateValue(feature, forKey: key(feature)) == nil else {
                throw MCPRegistrationError("There are two of the \(kind) '\(key(feature))'.")
            }
        }
        return index
    }
}
