//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// The arguments of a playbook's own tool: its schema, and the way back to the playbook's values.
struct PlaybookInput: Sendable {
    /// Parameters that become arguments; beyond, all of them go into the one argument `parameters`.
    static let maximumParameters = 64

    private enum Form {
        /// Each parameter is an argument.
        case typed([PlaybookParameter])
        /// All are in `parameters`, as with `execute_playbook`.
        case open([PlaybookParameter])
    }

    private let form: Form

    /// Takes what is known of the playbook.
    ///
    /// Not typed are parameters that are not known yet, too many, or of a name that model providers refuse a whole list
    /// of tools for.
    init(_ playbook: Playbook) {
        let parameters = playbook.parameters ?? []
        let isTyped =
            playbook.parameters != nil && parameters.count <= Self.maximumParameters
            && parameters.allSatisfy { Self.isSound($0.name) } && Set(parameters.map(\.name)).count == parameters.count
        form = isTyped ? .typed(parameters) : .open(parameters)
    }

    var schema: JSONValue {
        var properties = JSONObject()
        var required: [String] = []
        switch form {
        case .typed(let parameters):
            for parameter in parameters { properties[parameter.name] = parameter.schema }
            required = parameters.filter { $0.isRequired && $0.defaultValue == nil }.map(\.name)
        case .open: properties["parameters"] = SOARFeatures.parametersSchema
        }
        // A parameter of the playbook goes before ours of the same name.
        if takes(PlaybookRun.eventArgument) { properties[PlaybookRun.eventArgument] = PlaybookRun.eventSchema }
        if takes(PlaybookRun.waitArgument) { properties[PlaybookRun.waitArgument] = PlaybookRun.waitSchema }
        var schema: JSONObject = ["type": "object", "properties": .object(properties)]
        if !required.isEmpty { schema["required"] = JSONValue(required) }
        schema["additionalProperties"] = false
        return .object(schema)
    }

    /// The run that arguments ask for which the schema accepts.
    func run(_ playbook: Playbook, _ arguments: ToolArguments) throws(ToolFailure) -> PlaybookRun {
        guard case .typed(let parameters) = form else {
            return try PlaybookRun(playbook, try arguments.object("parameters"), arguments)
        }
        var values = JSONObject()
        for parameter in parameters { values[parameter.name] = arguments.value(parameter.name).map(parameter.exact) }
        var ours = JSONObject()
        for name in [PlaybookRun.eventArgument, PlaybookRun.waitArgument] where takes(name) {
            ours[name] = arguments.value(name)
        }
        return try PlaybookRun(playbook, values, ToolArguments(ours))
    }

    /// What of the arguments may stand in the audit log.
    func audited(_ arguments: JSONObject) -> JSONObject {
        switch form {
        case .typed(let parameters):
            var open = parameters.openNames
            for name in [PlaybookRun.eventArgument, PlaybookRun.waitArgument] where takes(name) { open.insert(name) }
            return arguments.showing(open)
        case .open(let parameters): return SOARFeatures.audited(arguments, plain: [], parameters)
        }
    }

    /// Whether an argument of ours of that name is offered.
    private func takes(_ name: String) -> Bool {
        if case .typed(let parameters) = form { !parameters.contains { $0.name == name } } else { true }
    }

    private static func isSound(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count)
            && name.unicodeScalars.allSatisfy { scalar in
                switch scalar {
                case "0"..."9", "A"..."Z", "a"..."z", "_", ".", "-": true
                default: false
                }
            }
    }
}
