//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// One thing that a server offers.
public enum MCPFeature: Sendable {
    case tool(Tool)
    case resource(Resource)
    case template(ResourceTemplate)
    case prompt(Prompt)
}

/// Lists what a server offers, one after the other.
@resultBuilder
public enum MCPFeatureBuilder {
    public static func buildExpression(_ tool: Tool) -> [MCPFeature] { [.tool(tool)] }
    public static func buildExpression(_ resource: Resource) -> [MCPFeature] { [.resource(resource)] }
    public static func buildExpression(_ template: ResourceTemplate) -> [MCPFeature] { [.template(template)] }
    public static func buildExpression(_ prompt: Prompt) -> [MCPFeature] { [.prompt(prompt)] }
    public static func buildExpression(_ tools: [Tool]) -> [MCPFeature] { tools.map(MCPFeature.tool) }
    public static func buildExpression(_ resources: [Resource]) -> [MCPFeature] { resources.map(MCPFeature.resource) }
    public static func buildExpression(_ templates: [ResourceTemplate]) -> [MCPFeature] {
        templates.map(MCPFeature.template)
    }
    public static func buildExpression(_ prompts: [Prompt]) -> [MCPFeature] { prompts.map(MCPFeature.prompt) }
    public static func buildExpression(_ features: [MCPFeature]) -> [MCPFeature] { features }
    public static func buildBlock(_ features: [MCPFeature]...) -> [MCPFeature] { features.flatMap(\.self) }
    public static func buildOptional(_ features: [MCPFeature]?) -> [MCPFeature] { features ?? [] }
    public static func buildEither(first features: [MCPFeature]) -> [MCPFeature] { features }
    public static func buildEither(second features: [MCPFeature]) -> [MCPFeature] { features }
    public static func buildArray(_ features: [[MCPFeature]]) -> [MCPFeature] { features.flatMap(\.self) }
}
