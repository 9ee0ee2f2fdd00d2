//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// What all decoders of one value share.
final class JSONDecodingSession {
    let userInfo: [CodingUserInfoKey: Any]
    /// Where an error of somebody else's came from; it travels as it is, for an outer type may want to catch it.
    private var origin: JSONCodingPath?

    init(userInfo: [CodingUserInfoKey: any Sendable]) { self.userInfo = userInfo }

    /// Notes where an error came from; the innermost place is the first to know.
    func note(_ path: JSONCodingPath) {
        if origin == nil { origin = path }
    }

    /// Forgets an error that was caught.
    func forget() { origin = nil }

    /// What the caller is told of an error.
    func failure(_ error: any Error, root: JSONValue) -> JSONDecodingFailure {
        if let failure = error as? JSONDecodingFailure { return failure }
        if let failure = (error as? DecodingError)?.failure { return failure }
        let keys = origin?.keys ?? []
        let reason = JSONWords.reason(error, about: root.descendant(keys[...]))
        return JSONDecodingFailure(.refused(reason: reason), place: JSONCodingPath.text(keys))
    }
}

extension DecodingError {
    var context: Context? {
        switch self {
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context),
            .dataCorrupted(let context):
            context
        @unknown default: nil
        }
    }

    /// The failure in an error of ours; nil in one of somebody else's.
    var failure: JSONDecodingFailure? { context?.underlyingError as? JSONDecodingFailure }

    /// The type that was asked for, where the error names it.
    var type: Any.Type? {
        switch self {
        case .typeMismatch(let type, _), .valueNotFound(let type, _): type
        default: nil
        }
    }

    /// The same kind of error in another context.
    func replacing(_ context: Context) -> DecodingError {
        switch self {
        case .typeMismatch(let type, _): .typeMismatch(type, context)
        case .valueNotFound(let type, _): .valueNotFound(type, context)
        case .keyNotFound(let key, _): .keyNotFound(key, context)
        default: .dataCorrupted(context)
        }
    }
}

extension JSONValue {
    /// The value at a place inside this one.
    func descendant(_ keys: ArraySlice<any CodingKey>) -> JSONValue? {
        keys.reduce(self) { value, key in
            (key as? JSONIndexKey).map { value?[$0.index] } ?? value?[key.stringValue]
        }
    }
}
