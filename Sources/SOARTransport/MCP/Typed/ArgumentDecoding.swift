//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// Makes a tool's arguments a value of their type, and says what a model can do better.
struct ArgumentDecoding<Input: Decodable & Sendable>: Sendable {
    private let secrets: SecretArguments

    init(_ secrets: SecretArguments) { self.secrets = secrets }

    func input(_ arguments: JSONObject) throws(ToolFailure) -> Input {
        do throws(JSONDecodingFailure) {
            return try JSONValueDecoder().decode(Input.self, from: .object(arguments))
        } catch {
            throw ToolFailure(sentence(error))
        }
    }

    private func sentence(_ failure: JSONDecodingFailure) -> String {
        let subject = failure.place.isEmpty ? "The arguments" : "The argument '\(failure.place)'"
        let verb = failure.place.isEmpty ? "are" : "is"
        let accepted = failure.accepted.map { " Accepted: \($0)." } ?? ""
        switch failure.problem {
        case .missing: return "\(subject) \(verb) missing.\(accepted)"
        case .unacceptable(let found):
            let shown = secrets.mayBe(at: failure.place) ? "what was given" : found
            return "\(subject) can't be \(shown).\(accepted)"
        case .refused(let reason):
            // A type's own words may repeat any of its properties.
            guard !reason.isEmpty, secrets.isEmpty else { return "\(subject) \(verb) not accepted.\(accepted)" }
            return "\(subject) \(verb) not accepted: \(reason)\(reason.hasSuffix(".") ? "" : ".")\(accepted)"
        }
    }
}
