//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Makes Swift values of JSON values.
///
/// As Foundation's `JSONDecoder`, with these rules: names count code unit by code unit; a `Date` is a string as in
/// RFC 3339, `Data` one in base64, a `URL` one as in RFC 3986; a `Decimal` is a number or a string of its digits; a
/// ``JSONValue`` is taken as it is. A number with a fraction or an exponent is accepted as an integer where it is one
/// and every integer of that size is exact as a double. An optional that is absent or null is nil, always.
public struct JSONValueDecoder: Sendable {
    /// What the types that are decoded are told.
    public var userInfo: [CodingUserInfoKey: any Sendable] = [:]

    public init() {}

    /// Makes a Swift value.
    ///
    /// - Parameters:
    ///   - type: What to make.
    ///   - value: What to make it of, within ``JSONLimits``.
    /// - Returns: The Swift value.
    /// - Throws: ``JSONDecodingFailure`` that names the first place that is wrong, and what is accepted there.
    public func decode<T: Decodable>(_ type: T.Type, from value: JSONValue) throws(JSONDecodingFailure) -> T {
        let session = JSONDecodingSession(userInfo: userInfo)
        do {
            return try JSONDecoding(value: value, path: .root, session: session).decode(type)
        } catch {
            throw session.failure(error, root: value)
        }
    }
}
