//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// What a server offers: its name, its tools and its resources.
///
/// It knows nothing of HTTP.
public struct MCPServer: Sendable {
    public let implementation: Implementation
    /// How to use it all, for a model.
    public let instructions: String?
    /// In the order in which they are listed.
    public let tools: [Tool]
    /// In the order in which they are listed.
    public let resources: [Resource]
    private let toolsByName: [String: Tool]
    private let resourcesByURI: [String: Resource]

    /// Makes a server.
    ///
    /// - Parameters:
    ///   - name: For programs.
    ///   - version: Of the server, not of the protocol.
    ///   - title: The name that people read.
    ///   - instructions: How to use it all, for a model.
    ///   - features: Its tools and resources.
    /// - Throws: ``MCPRegistrationError`` for a tool or resource that breaks the protocol's rules.
    public init(
        name: String, version: String, title: String? = nil, instructions: String? = nil,
        @MCPFeatureBuilder features: () throws -> [MCPFeature]
    ) throws {
        implementation = Implementation(name: name, version: version, title: title)
        self.instructions = instructions
        var tools: [Tool] = []
        var resources: [Resource] = []
        for feature in try features() {
            switch feature {
            case .tool(let tool): tools.append(tool)
            case .resource(let resource): resources.append(resource)
            }
        }
        toolsByName = try Self.index(tools, kind: "tool", by: \.name)
        resourcesByURI = try Self.index(resources, kind: "resource", by: \.uri)
        for tool in tools { try tool.checkRules() }
        self.tools = tools
        self.resources = resources
    }

    /// The tool of exactly that name: a dictionary would also find it under a canonically equivalent one.
    func tool(named name: String) -> Tool? {
        toolsByName[name].flatMap { $0.name.utf8.elementsEqual(name.utf8) ? $0 : nil }
    }

    /// The resource at exactly that URI.
    func resource(at uri: String) -> Resource? {
        resourcesByURI[uri].flatMap { $0.uri.utf8.elementsEqual(uri.utf8) ? $0 : nil }
    }

    private static func index<Feature>(
        _ features: [Feature], kind: String, by key: (Feature) -> String
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

/// One thing that a server offers.
public enum MCPFeature: Sendable {
    case tool(Tool)
    case resource(Resource)
}

/// Lists what a server offers, one after the other.
@resultBuilder
public enum MCPFeatureBuilder {
    public static func buildExpression(_ tool: Tool) -> [MCPFeature] { [.tool(tool)] }
    public static func buildExpression(_ resource: Resource) -> [MCPFeature] { [.resource(resource)] }
    public static func buildExpression(_ tools: [Tool]) -> [MCPFeature] { tools.map(MCPFeature.tool) }
    public static func buildExpression(_ resources: [Resource]) -> [MCPFeature] { resources.map(MCPFeature.resource) }
    public static func buildBlock(_ features: [MCPFeature]...) -> [MCPFeature] { features.flatMap(\.self) }
    public static func buildOptional(_ features: [MCPFeature]?) -> [MCPFeature] { features ?? [] }
}

/// Why a tool or resource can't be offered.
public struct MCPRegistrationError: Error, Hashable, Sendable, CustomStringConvertible {
    public var description: String

    init(_ description: String) { self.description = description }
}

extension Tool {
    /// The rules of MCP server "Tools" that a client would drop a tool for.
    fileprivate func checkRules() throws(MCPRegistrationError) {
        let isNameSound = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"):
                true
            default: "_./-".utf8.contains(byte)
            }
        }
        guard isNameSound, (1...64).contains(name.utf8.count) else {
            throw MCPRegistrationError("The tool name '\(name.bounded)' is not 1 to 64 of A-Z a-z 0-9 _ . / -.")
        }
        guard !description.isEmpty else { throw MCPRegistrationError("The tool '\(name)' has no description.") }
        for (schema, kind) in [(inputSchema, "input"), (outputSchema, "output")] {
            guard let schema else { continue }
            guard schema["type"] == "object" else {
                throw MCPRegistrationError("The \(kind) schema of the tool '\(name)' has no \"type\": \"object\".")
            }
        }
    }
}
