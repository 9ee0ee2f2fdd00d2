//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Logging
import SOARCore

extension CallOrigin {
    /// What the server's log says of the call: the ids that the audit log has too.
    var metadata: Logger.Metadata {
        var metadata: Logger.Metadata = ["call.id": "\(callID)"]
        if let trace {
            metadata["trace_id"] = "\(trace.traceID)"
            metadata["span_id"] = "\(trace.spanID)"
        }
        return metadata
    }

    /// The same, and how it was answered.
    func metadata(_ asked: AskedMethod, _ status: Int) -> Logger.Metadata {
        var metadata = metadata
        metadata["mcp.method"] = "\(asked.label)"
        metadata["http.status"] = "\(status)"
        metadata["duration"] = "\(receivedAt.duration(to: .now))"
        return metadata
    }
}
