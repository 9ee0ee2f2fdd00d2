//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// One call, as the routes see it.
struct Call: Sendable {
    var endpoint: SimulatorEndpoint
    /// The id in the path, where the endpoint has one there.
    var pathID: String?
    var query: [String: String]
    var body: JSONValue?
    /// How points in time are written in the answer.
    var times = TimeStyle.documented
    /// Whether a result is said to be kept in a file, being too large.
    var keepsDataInFile = false
    /// Whether pages are counted from 0.
    var countsPagesFromZero = false

    /// The playbook that the call is about, where it names one.
    var playbook: PlaybookID? {
        switch endpoint {
        case .parameters: query["playbookId"].flatMap { PlaybookID($0) }
        case .execution: body?["executorInstanceId"]?.integerValue.map(PlaybookID.init(rawValue:))
        default: nil
        }
    }
}
