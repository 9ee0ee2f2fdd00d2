//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// One thing that goes wrong with an answer, or is unusual about it.
public enum SimulatorFault: Hashable, Sendable {
    /// The answer comes that much later, by the real clock.
    case latency(Duration)
    /// The status with a short page of HTML, as a proxy in front of the platform would answer (401, 500, 502, 503, …).
    case httpStatus(Int)
    /// HTTP 302 to that address.
    case redirect(to: String)
    /// HTTP 200 with that `code`, a null `result` and that text; 401 is a token that is not accepted.
    case businessCode(Int64, message: String)
    /// A `result` of null under `"code":200`.
    case nullResult
    /// The error's text in `message` in place of `msg`.
    case messageKey
    /// Every time as ISO 8601 in UTC with a `Z`.
    case isoTimes
    /// Every time as milliseconds since 1970.
    case epochTimes
    /// `"fileData":true` and no details: the result is too large and lies in a file on the platform.
    case fileData
    /// `page=1` is the second page, where both 0 and 1 are the first one otherwise.
    case pagesFromZero
    /// A complete body that is not JSON.
    case invalidJSON
    /// No body at all under HTTP 200.
    case emptyBody
    /// Half of the announced body, then the connection ends.
    case truncated
    /// A body of valid JSON with at least that many bytes, sent without saying its length.
    case oversize(bytes: Int)
    /// The body in chunks of that many bytes with a pause after each, by the real clock.
    case slowBody(chunkBytes: Int, pause: Duration)
}
