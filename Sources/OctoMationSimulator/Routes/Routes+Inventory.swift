//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension Routes {
    func applications(_ call: Call) -> Envelope {
        .success(Page(of: seed.applications, call).json { $0.json(call.times) })
    }

    func eventDetail(_ call: Call) -> Envelope {
        guard let id = call.pathID, id == String(EventShapes.eventID) else { return .failure(406, "记录不存在") }
        return .success(EventShapes.event(call.times))
    }

    /// A plain array in spite of its page parameters, as documented.
    func eventCategories(_ call: Call) -> Envelope {
        .success(EventShapes.categories(call.times))
    }

    /// One object without a filter, as the document's sample has it.
    func users(_ call: Call) -> Envelope {
        let username = call.body?["username"]?.stringValue ?? "admin"
        return .success(UserShapes.user(named: username, call.times) ?? .null)
    }

    func onlineUser(_ call: Call) -> Envelope {
        .success(UserShapes.user(named: "admin", call.times) ?? .null)
    }
}
