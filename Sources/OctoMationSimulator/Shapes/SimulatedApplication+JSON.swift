//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension SimulatedApplication {
    /// An item of the application list, with its actions and its asset.
    func json(_ times: TimeStyle) -> JSONValue {
        let common = CommonShape.fields(
            times, created: SimulatorSeed.createdAt, updated: SimulatorSeed.updatedAt, status: "ON")
        return .object(
            common.merging([
                "id": JSONValue(Int64(application.id)), "name": .string(application.name),
                "description": .string(application.summary), "displayName": .string(application.displayName),
                "version": .string(application.version), "readMePath": nil, "iconfilePath": nil, "os": "linux",
                "logicLanguage": "PYTHON", "logicLanguageVersion": "3.8", "category": .string(application.category),
                "assetVariableList": .array((asset?.settings ?? []).map(Self.variable)),
                "appActionList": .array(application.actions.map { action($0, times) }),
                "appAssetList": .array([asset].compactMap { $0 }.map { json($0, times) }), "logicContent": nil,
                "requireAsset": .bool(asset != nil), "actionEngineType": "DEFAULT",
            ]))
    }

    private static func variable(_ setting: SimulatedAsset.Setting) -> JSONValue {
        .object(
            PlaybookParameter(name: setting.name, type: setting.type, isRequired: true).variable(named: setting.name))
    }

    private func action(_ action: ApplicationAction, _ times: TimeStyle) -> JSONValue {
        let common = CommonShape.fields(
            times, created: SimulatorSeed.createdAt, updated: SimulatorSeed.updatedAt, status: "ON")
        return .object(
            common.merging([
                "id": JSONValue(Int64(action.id)), "appId": nil, "name": .string(action.name), "actionType": "ACTION",
                "readonly": .bool(action.isReadOnly), "description": .string(action.summary),
                "displayName": .string(action.displayName), "classify": "N", "os": "linux",
                "logicLanguage": "PYTHON", "logic": nil, "retryTimes": 0, "sleepSeconds": 0, "quartzEtl": false,
                "parameterVariableList": .array(actionParameters.map { .object($0.variable(named: $0.name)) }),
                "resultVariableList": [
                    ["description": "返回码", "valueType": "INTEGER", "dataPath": "code", "exampleValues": "200"]
                ],
                "resultDisplayTmptType": nil, "isTest": false,
                "resultDisplayTmpt": "<b onclick=\"alert(1)\">{{data}}</b>", "quartz": nil,
            ]))
    }

    private func json(_ asset: SimulatedAsset, _ times: TimeStyle) -> JSONValue {
        let common = CommonShape.fields(
            times, created: SimulatorSeed.createdAt, updated: SimulatorSeed.updatedAt, status: "ON")
        return .object(
            common.merging([
                "id": .integer(asset.id), "appId": JSONValue(Int64(application.id)), "name": .string(asset.name),
                "description": nil, "productVendor": .string(asset.vendor), "productName": .string(asset.product),
                "assetSettingList": .array(
                    asset.settings.map { setting in
                        [
                            "name": .string(setting.name), "value": .string(setting.value),
                            "type": .string(setting.type),
                        ]
                    }),
                "actionPermissionMap": [:], "lastHealthCheckTime": nil, "healthStatus": "NOT_CHECK",
                "actionEngineType": "DEFAULT",
            ]))
    }
}
