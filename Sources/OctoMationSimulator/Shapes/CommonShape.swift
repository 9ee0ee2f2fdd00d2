//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

import struct Foundation.Date

/// The members that nearly every object of the platform carries.
enum CommonShape {
    /// For an object of its own.
    static func fields(
        _ times: TimeStyle, created: Date?, updated: Date?, status: String? = nil, by author: String = "admin"
    ) -> JSONObject {
        let isOn = status != nil
        return [
            "status": JSONValue(status), "deleted": false, "createdBy": .string(author),
            "modifiedBy": .string(isOn ? author : ""), "createdNickName": JSONValue(isOn ? "管理员" : nil),
            "modifiedNickName": JSONValue(isOn ? "管理员" : nil), "createTime": times.wallClock(created),
            "updateTime": times.wallClock(updated),
        ]
    }

    /// For an object inside another one: all null.
    static let nulls: JSONObject = [
        "status": nil, "deleted": nil, "createdBy": nil, "modifiedBy": nil, "createTime": nil, "updateTime": nil,
        "createdNickName": nil, "modifiedNickName": nil,
    ]
}
