//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes

/// What the simulator can be asked for.
///
/// The cases are the units of counting and of faults.
public enum SimulatorEndpoint: String, Sendable, CaseIterable {
    /// `POST /odp/core/v1/api/playbook/findAll`
    case playbooks
    /// `POST /api/playbooks?page=&size=`
    case playbookPage
    /// `POST /api/playbook/param?playbookId=`
    case parameters
    /// `POST /odp/core/v1/api/event/execution`, and `/api/event/execution` as some clients have it.
    case execution
    /// `GET /odp/core/v1/api/activity/{activityId}`
    case status
    /// `GET /odp/core/v1/api/event/activity?activityId=`
    case result
    /// `GET /odp/core/v1/api/activity/{activityId}/node/result`
    case nodeResults
    /// `POST /api/apps?page=&size=`
    case applications
    /// `GET /odp/core/v1/api/event/{eventId}/detail`
    case eventDetail
    /// `POST /odp/core/v1/api/event/categories?page=&size=`
    case eventCategories
    /// `POST /api/users?page=&size=`
    case users
    /// `GET /odp/core/v1/api/userInfo/online`
    case onlineUser
    /// Everything else; answered with HTTP 404.
    case unknown
}

extension SimulatorEndpoint {
    /// Finds the endpoint of a request, and the id in its path where there is one.
    static func match(_ method: HTTPRequest.Method, path: String) -> (endpoint: SimulatorEndpoint, id: String?) {
        switch (method, path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)) {
        case (.post, ["odp", "core", "v1", "api", "playbook", "findAll"]): (.playbooks, nil)
        case (.post, ["api", "playbooks"]): (.playbookPage, nil)
        case (.post, ["api", "playbook", "param"]): (.parameters, nil)
        case (.post, ["odp", "core", "v1", "api", "event", "execution"]), (.post, ["api", "event", "execution"]):
            (.execution, nil)
        case (.get, let path) where path.count == 6 && path.starts(with: ["odp", "core", "v1", "api", "activity"]):
            (.status, path[5])
        case (.get, ["odp", "core", "v1", "api", "event", "activity"]): (.result, nil)
        case (.get, let path)
        where path.count == 8 && path.starts(with: ["odp", "core", "v1", "api", "activity"])
            && path[6...] == ["node", "result"]:
            (.nodeResults, path[5])
        case (.post, ["api", "apps"]): (.applications, nil)
        case (.get, let path)
        where path.count == 7 && path.starts(with: ["odp", "core", "v1", "api", "event"]) && path[6] == "detail":
            (.eventDetail, path[5])
        case (.post, ["odp", "core", "v1", "api", "event", "categories"]): (.eventCategories, nil)
        case (.post, ["api", "users"]): (.users, nil)
        case (.get, ["odp", "core", "v1", "api", "userInfo", "online"]): (.onlineUser, nil)
        default: (.unknown, nil)
        }
    }
}
