//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// The platform's own code in an envelope; an open set.
struct OctoMationCode: RawRepresentable, Hashable, Sendable {
    var rawValue: Int64

    /// The record does not exist.
    static let noRecord = OctoMationCode(rawValue: 406)
    /// Deleted for good.
    static let deleted = OctoMationCode(rawValue: 412)
    static let playbookNotExists = OctoMationCode(rawValue: 503_400)

    /// Done, changed, queued or deleted.
    var isSuccess: Bool { (200...204).contains(rawValue) }

    /// The error it stands for.
    ///
    /// - Parameter said: The platform's own words, already fit to be shown.
    /// - Returns: An error that carries the code.
    func error(said: String?) -> PlatformError {
        let words = said.map { ": \($0)" } ?? "."
        let label = name.map { "\(rawValue) \($0)" } ?? String(rawValue)
        let code: PlatformError.Code
        let sentence: String
        switch rawValue {
        // 404 is "authorised, but forbidden" here: another token may be, so it is not a matter of credentials.
        case 401, 500_000...500_006, 500_010:
            (code, sentence) = (.unauthorized, "The platform does not accept the configured token")
        case Self.noRecord.rawValue, Self.deleted.rawValue, Self.playbookNotExists.rawValue:
            (code, sentence) = (.notFound, "The platform has nothing of that id")
        default:
            (code, sentence) = (.business, "The platform refused")
        }
        return PlatformError(code, "\(sentence) (code \(label))\(words)", platformCode: rawValue)
    }
}
