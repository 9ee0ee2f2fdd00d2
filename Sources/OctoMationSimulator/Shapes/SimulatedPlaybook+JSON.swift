//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension SimulatedPlaybook {
    var publishStatus: String { isPublished ? "ONLINE" : "DRAFT" }

    /// An item of a playbook list.
    func json(_ times: TimeStyle) -> JSONValue {
        let common = CommonShape.fields(
            times, created: playbook.createdAt, updated: playbook.updatedAt, status: "ON")
        let scene: JSONObject = [
            "id": nil, "name": "scene_important", "display": "重要场景", "severity": nil, "effective": nil,
            "dutyRelation": nil,
        ]
        return .object(
            common.merging([
                "id": .integer(playbook.id.rawValue), "name": .string(playbook.name), "drawJson": nil,
                "description": .string(playbook.summary), "displayName": .string(playbook.displayName),
                "nodeList": nil, "nodeEdageList": nil,
                "sceneList": [.object(scene.merging(CommonShape.nulls))],
                "labelList": .array(
                    playbook.labels.map { label in
                        .object((["id": nil, "name": .string(label)] as JSONObject).merging(CommonShape.nulls))
                    }),
                "externalInfoList": [], "grade": nil, "publishStatus": .string(publishStatus),
                "playbookCategory": .string(playbook.category),
            ]))
    }

    /// The answer to the question what the playbook takes.
    func parametersJSON(_ times: TimeStyle) -> JSONValue {
        .array(
            (playbook.parameters ?? []).enumerated().map { index, parameter in
                let common = CommonShape.fields(times, created: playbook.createdAt, updated: playbook.createdAt)
                return .object(
                    common.merging([
                        "id": JSONValue(236 + index), "cefId": .string(cefID(index)),
                        "cefColumn": .string(parameter.name), "cefDesc": .string(parameter.summary), "comment": nil,
                        "valueType": .string(parameter.type), "paramConfigs": [parameter.configuration],
                    ]))
            })
    }

    /// Always the same for the same parameter of the same playbook.
    private func cefID(_ index: Int) -> String {
        let number = UInt64(bitPattern: playbook.id.rawValue) &+ UInt64(index)
        let digits = String(number & 0xFFFF_FFFF_FFFF, radix: 16)
        return "8f49ba3d-11f4-4ae1-961c-" + String(repeating: "0", count: 12 - digits.count) + digits
    }
}

extension PlaybookParameter {
    fileprivate var configuration: JSONValue {
        .object(
            variable(named: "cef.\(name)").merging([
                "valueGetterType": nil, "parameterPath": .string("CEF.\(name)"), "sourceValueType": nil, "value": nil,
                "loopType": nil,
            ]))
    }

    /// What parameters of playbooks and of actions have in common.
    ///
    /// The document says only that the options are "a string"; they are joined with commas here.
    func variable(named variableName: String) -> JSONObject {
        [
            "name": .string(variableName), "required": .bool(isRequired), "type": .string(type),
            "description": .string(summary), "lable": nil, "defaultValue": JSONValue(defaultValue),
            "optionsList": JSONValue(options.isEmpty ? nil : options.joined(separator: ",")), "multiSelected": false,
            "concat": nil, "order": nil, "array": false,
        ]
    }
}
