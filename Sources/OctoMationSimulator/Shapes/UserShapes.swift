//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// The people of the platform, always the same two.
enum UserShapes {
    static let adminID: Int64 = 503_293_535_641_792
    private static let robotID: Int64 = 638_391_324_424_324

    /// A person by the name that they log in with.
    static func user(named username: String, _ times: TimeStyle) -> JSONValue? {
        switch username {
        case "admin": user(adminID, username, name: "管理员", isRobot: false, times)
        case "wubaobao": user(robotID, username, name: "雾宝宝", isRobot: true, times)
        default: nil
        }
    }

    private static func user(
        _ id: Int64, _ username: String, name: String, isRobot: Bool, _ times: TimeStyle
    ) -> JSONValue {
        let common = CommonShape.fields(times, created: SimulatorSeed.createdAt, updated: SimulatorSeed.updatedAt)
        let role: JSONObject = ["id": 1, "role": "admin", "description": "管理员", "rolePermissionModels": nil]
        return .object(
            common.merging([
                "id": .integer(id), "username": .string(username), "name": .string(name), "mobile": nil,
                "mail": .string("\(username)@example.com"), "robot": .bool(isRobot), "tempUser": false,
                "roles": [.object(role.merging(CommonShape.nulls))], "permissions": isRobot ? [] : ["*"],
                "type": "LOCAL", "forbidden": false, "latestLoginIp": "10.0.0.5", "passwordExpireTime": nil,
                "sceneList": [], "password": nil, "salt": nil, "secret": nil, "passwordHistory": nil,
            ]))
    }
}
