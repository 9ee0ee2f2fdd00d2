//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

extension JSONDecoding {
    /// The value is none that the type accepts.
    func mismatch(_ type: Any.Type) -> DecodingError {
        let failure = JSONDecodingFailure(
            .unacceptable(found: JSONWords.found(value)), accepted: JSONWords.accepted(type, insteadOf: value),
            place: path.text)
        let context = context(failure)
        return value.isNull ? .valueNotFound(type, context) : .typeMismatch(type, context)
    }

    /// There is no member of that name.
    func missing(_ key: any CodingKey, _ type: Any.Type?) -> DecodingError {
        let accepted = type.flatMap { JSONWords.accepted($0) }
        let place = path.appending(key).text
        return .keyNotFound(key, context(JSONDecodingFailure(.missing, accepted: accepted, place: place)))
    }

    /// There is no element at that position.
    func missing(_ index: Int, _ type: Any.Type) -> DecodingError {
        let path = path.appending(index)
        let failure = JSONDecodingFailure(.missing, accepted: JSONWords.accepted(type), place: path.text)
        return .valueNotFound(type, context(failure, at: path.keys))
    }

    /// The error of a type's `init(from:)`, with the words and the place that the caller needs.
    func explained(_ error: any Error, _ type: Any.Type) -> any Error {
        if var failure = error as? JSONDecodingFailure {
            if failure.place.isEmpty { failure.place = path.text }
            return failure
        }
        guard let error = error as? DecodingError, let context = error.context else {
            session.note(path)
            return error
        }
        if error.failure != nil {
            // The raw value is of another kind; which are accepted, only the type around it knows.
            guard context.codingPath.count == path.depth, let wrapper = type as? any RawRepresentable.Type,
                error.type == JSONWords.rawType(wrapper), let choices = JSONWords.choices(type)
            else { return error }
            return error.replacing(self.context(unacceptable(value, choices)))
        }
        // A type that leaves out the path means the value that it is decoded from.
        let keys = context.codingPath.count < path.depth ? codingPath : context.codingPath
        return error.replacing(self.context(failure(of: error, context.debugDescription, keys, type), at: keys))
    }

    /// What to say of an error that the standard library or the type itself has thrown.
    private func failure(
        of error: DecodingError, _ words: String, _ keys: [any CodingKey], _ type: Any.Type
    ) -> JSONDecodingFailure {
        let place = JSONCodingPath.text(keys)
        if case .keyNotFound(let key, _) = error {
            return JSONDecodingFailure(.missing, place: JSONCodingPath.text(keys + [key]))
        }
        let value = value.descendant(keys[path.depth...])
        if let value, keys.count == path.depth, let accepted = StandardLibraryWords.accepted(words, type) {
            return unacceptable(value, accepted)
        }
        if words.hasPrefix(StandardLibraryWords.integerKey) {
            return JSONDecodingFailure(.refused(reason: "the name must be an integer"), place: place)
        }
        return JSONDecodingFailure(.refused(reason: JSONWords.reason(words, about: value)), place: place)
    }

    private func unacceptable(_ value: JSONValue, _ accepted: String) -> JSONDecodingFailure {
        JSONDecodingFailure(.unacceptable(found: JSONWords.found(value)), accepted: accepted, place: path.text)
    }

    private func context(_ failure: JSONDecodingFailure, at keys: [any CodingKey]? = nil) -> DecodingError.Context {
        DecodingError.Context(
            codingPath: keys ?? codingPath, debugDescription: failure.description, underlyingError: failure)
    }
}

/// How the standard library's own `init(from:)` begin their errors; should it change, its words are shown as they are.
private enum StandardLibraryWords {
    static let rawValue = "Cannot initialize"
    static let caseName = "Invalid number of keys found"
    static let integerKey = "Expected Int key"

    /// What the type accepts, where the error only says that this is not it.
    static func accepted(_ words: String, _ type: Any.Type) -> String? {
        let name = String(describing: type).bounded(to: 64)
        if words.hasPrefix(rawValue) { return JSONWords.choices(type) ?? "one of the values of \(name)" }
        if words.hasPrefix(caseName) { return "an object with one member, named for one of the cases of \(name)" }
        return nil
    }
}
