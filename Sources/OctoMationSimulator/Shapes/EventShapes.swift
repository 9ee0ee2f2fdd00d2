//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// One incident and the categories of incidents, always the same.
enum EventShapes {
    static let eventID: Int64 = 2_021_012_800_000_001

    private static let categoryID: Int64 = 3_633_676_872_100_001
    private static let categoryName = "malicious_ip"

    /// The incident with the source that it came from, whose settings hold a password.
    static func event(_ times: TimeStyle) -> JSONValue {
        let common = CommonShape.fields(times, created: SimulatorSeed.createdAt, updated: SimulatorSeed.updatedAt)
        return .object(
            common.merging([
                "id": .integer(eventID), "categoryId": .integer(categoryID), "categoryName": .string(categoryName),
                "categoryDisplayName": "恶意IP访问", "eventName": "15.197.148.33 连接失陷主机", "eventStatus": "NEW",
                "eventProcessStatus": "ASSIGNED", "openTime": times.instant(SimulatorSeed.createdAt),
                "resolvedTime": nil, "resolvedBy": nil, "sceneName": nil, "sceneDisplay": nil,
                "ownerId": .integer(UserShapes.adminID), "logId": nil, "relationEventId": 0,
                "relationType": "UNKNOWN", "eventSource": "QUEUE", "bizName": nil, "eventSummary": nil,
                "severity": "HIGH", "preBizModel": source(times), "permissions": [], "members": [], "logModel": nil,
            ]))
    }

    private static func source(_ times: TimeStyle) -> JSONValue {
        [
            "id": 71, "name": "waf-kafka", "queue": "waf", "regularName": nil, "regular": nil, "logEx": nil,
            "mapRelation": "{}", "bp": nil, "description": nil, "servers": "10.0.0.12:9093", "groupId": "soar",
            "parseType": "J", "accessType": "KAFKA", "eventName": nil, "isPreTreat": false, "treatPlaybookId": nil,
            "deduplicateFields": nil, "secured": true, "sslFilesPath": "/opt/soar/ssl", "sslMd5": nil,
            "sslSettingList": [
                [
                    "name": "ssl.keystore.password", "value": .string(SimulatorSeed.passwordCanary),
                    "type": "PASSWORD",
                ]
            ],
            "sslSettingListJson": nil, "ruleSetInfo": nil,
        ]
    }

    static func categories(_ times: TimeStyle) -> JSONValue {
        [
            category(categoryID, categoryName, "恶意IP访问", severity: "3"),
            category(categoryID + 1, "phishing", "Phishing mail", severity: "2"),
        ]
    }

    private static func category(_ id: Int64, _ name: String, _ summary: String, severity: String) -> JSONValue {
        [
            "id": .integer(id), "name": .string(name), "description": .string(summary), "autoAction": false,
            "severity": .string(severity), "sensitivity": nil, "slaHour": 0, "ownerId": .integer(UserShapes.adminID),
            "canEdit": true, "status": "ON", "eventActionRls": [],
        ]
    }
}
