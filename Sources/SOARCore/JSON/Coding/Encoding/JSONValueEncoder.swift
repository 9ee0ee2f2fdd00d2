//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Makes JSON values of Swift values.
///
/// Members keep the order in which they are encoded. A `Date` becomes a string as in RFC 3339 in UTC, `Data` one in
/// base64, a `URL` a string, a `Decimal` a number where that is exact and else a string of its digits; a ``JSONValue``
/// is taken as it is. What becomes of it, ``JSONValueDecoder`` reads back.
public struct JSONValueEncoder: Sendable {
    /// What the types that are encoded are told.
    public var userInfo: [CodingUserInfoKey: any Sendable] = [:]
    /// Arrays and objects inside one another; the outermost counts as 1.
    ///
    /// As deep as ``JSONParser`` reads. Those inside a ``JSONValue`` are not counted.
    public var maximumDepth = JSONLimits().maximumDepth

    public init() {}

    /// Makes a JSON value.
    ///
    /// - Parameter value: What to make it of.
    /// - Returns: The JSON value.
    /// - Throws: `EncodingError` where there is no JSON for a part of it: a number that is not finite or is beyond 64
    ///   bits, a date outside the years 0 to 9999, more than ``maximumDepth``; and whatever the value itself throws.
    public func encode(_ value: some Encodable) throws -> JSONValue {
        let root = JSONSlot(path: .root)
        let session = JSONEncodingSession(userInfo: userInfo, maximumDepth: maximumDepth)
        try JSONEncoding(slot: root, session: session).encode(value)
        guard !root.isEmpty else { throw root.fault(value, "it encodes nothing") }
        return try root.finished(maximumDepth: maximumDepth)
    }
}
