//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Where the keys come from that stored secrets are sealed with.
public enum SealingKeySource: Sendable {
    /// These; the first seals, all of them open.
    case keys([SealingKey])
    /// Those in a file, which is read each time: a key that was changed there counts at once.
    case file(SealingKeyFile)

    /// How many keys are looked at; more were never meant.
    public static let maximumKeys = 8

    /// The keys in a text, one on a line or after a comma; blanks around them and lines that begin with `#` are left out.
    ///
    /// - Throws: ``SealError/Code/invalidKey``.
    public static func keys(in text: String) throws(SealError) -> [SealingKey] {
        var keys: [SealingKey] = []
        for line in text.split(whereSeparator: \.isNewline) where line.first != "#" {
            for part in line.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
                keys.append(try SealingKey(text: part))
            }
        }
        guard (1...maximumKeys).contains(keys.count) else {
            throw SealError(.invalidKey, "There are \(keys.count) sealing keys; 1 to \(maximumKeys) are accepted.")
        }
        return keys
    }

    /// The keys as they are now; empty where there are none yet.
    ///
    /// - Throws: ``SealError/Code/invalidKey`` and ``SealError/Code/unavailable``.
    public func current() throws(SealError) -> [SealingKey] {
        switch self {
        case .keys(let keys): keys
        case .file(let file): try file.read()
        }
    }

    /// The same, with a new key where there is none yet and one may be made.
    func forSealing() throws(SealError) -> [SealingKey] {
        switch self {
        case .keys(let keys): keys
        case .file(let file): try file.readOrCreate()
        }
    }
}
