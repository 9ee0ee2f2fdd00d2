//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import OrderedCollections

/// A place for one value, which encoders and containers fill in any order.
final class JSONSlot {
    private enum Kind {
        case empty, value, array, object
        /// More than one kind was asked for; containers can't say so when it happens.
        case conflict
    }

    let path: JSONCodingPath
    private var kind = Kind.empty
    private var value = JSONValue.null
    private var elements: [JSONSlot] = []
    /// By the bytes of their names, which Swift's strings would compare otherwise.
    private var members: OrderedDictionary<[UInt8], JSONSlot> = [:]

    init(path: JSONCodingPath) { self.path = path }

    var isEmpty: Bool { kind == .empty }
    var count: Int { elements.count }

    /// Makes the place one for elements; any number of times.
    func becomeArray() { become(.array) }

    /// Makes the place one for members; any number of times.
    func becomeObject() { become(.object) }

    private func become(_ kind: Kind) { self.kind = isEmpty || self.kind == kind ? kind : .conflict }

    /// Fills the place.
    func put(_ value: JSONValue) {
        become(isEmpty ? .value : .conflict)
        self.value = value
    }

    /// A place at the end of the elements.
    func element() -> JSONSlot {
        let slot = JSONSlot(path: path.appending(elements.count))
        elements.append(slot)
        return slot
    }

    /// A new place for a member; what was there is gone.
    func member(_ key: any CodingKey) -> JSONSlot {
        let slot = JSONSlot(path: path.appending(key))
        members[Array(key.stringValue.utf8)] = slot
        return slot
    }

    /// The place for a member that is filled in more than one go.
    func openMember(_ key: any CodingKey) -> JSONSlot { members[Array(key.stringValue.utf8)] ?? member(key) }

    /// What has been put in; a place that was left empty is an empty object.
    func finished(maximumDepth: Int) throws -> JSONValue {
        switch kind {
        case .empty: return .object([:])
        case .value: return value
        case .conflict: throw fault(JSONValue.null, "it encodes more than one value")
        case .array:
            try checkDepth(maximumDepth)
            return .array(try elements.map { try $0.finished(maximumDepth: maximumDepth) })
        case .object:
            try checkDepth(maximumDepth)
            var object = JSONObject()
            for (name, slot) in members {
                object[String(decoding: name, as: UTF8.self)] = try slot.finished(maximumDepth: maximumDepth)
            }
            return .object(object)
        }
    }

    private func checkDepth(_ maximum: Int) throws {
        guard path.depth < maximum else { throw tooDeep(maximum) }
    }

    func tooDeep(_ maximum: Int) -> EncodingError {
        fault(JSONValue.null, "there are more than \(maximum) arrays and objects inside one another")
    }

    /// Says what can't be written.
    func fault(_ value: Any, _ reason: String) -> EncodingError {
        let place = path.depth == 0 ? "The value" : "'\(path.text)'"
        let context = EncodingError.Context(
            codingPath: path.keys, debugDescription: "\(place) can't be written as JSON: \(reason)")
        return .invalidValue(value, context)
    }
}
