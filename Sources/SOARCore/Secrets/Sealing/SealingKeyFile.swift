//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// A file with sealing keys, one a line; the first seals, all of them open.
///
/// It belongs to its owner alone, or it is refused. It never changes in part: a new content takes the old one's place.
public struct SealingKeyFile: Sendable {
    /// Where it is, from the root.
    public let path: String
    /// Whether it is made when the first secret has to be sealed; a file that somebody named must be there.
    public let isMadeWhereMissing: Bool

    /// Bytes that are read at most.
    private static let maximumBytes = 4096
    private static let heading =
        "# Opens the secrets in the database of soar-mcp. Keep it apart from backups of that.\n"

    public init(path: String, isMadeWhereMissing: Bool) {
        self.path = path
        self.isMadeWhereMissing = isMadeWhereMissing
    }

    /// The keys; empty where there is no file, if one may be made.
    ///
    /// - Throws: ``SealError/Code/noKey``, ``SealError/Code/invalidKey`` or ``SealError/Code/unavailable``.
    public func read() throws(SealError) -> [SealingKey] {
        do {
            guard let bytes = try PrivateFile.read(path, maximumBytes: Self.maximumBytes) else {
                guard !isMadeWhereMissing else { return [] }
                throw SealError(
                    .noKey,
                    "There is no key file “\(path)”. Bring it back, or make one with: "
                        + "(umask 077; openssl rand -base64 32 > \(path))")
            }
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw SealError(.invalidKey, "it is not text")
            }
            return try SealingKeySource.keys(in: text)
        } catch let error as SealError {
            throw error.code == .invalidKey ? SealError(.invalidKey, "“\(path)”: \(error.message)") : error
        } catch {
            throw Self.translated(error)
        }
    }

    /// The keys, with a new one where there is no file and one may be made.
    func readOrCreate() throws(SealError) -> [SealingKey] {
        let known = try read()
        guard known.isEmpty else { return known }
        do throws(PrivateFile.Fault) {
            // Of two processes that do this at once one makes the file, and both read it.
            try PrivateFile.create(path, Self.content([SealingKey()]))
        } catch {
            throw Self.translated(error)
        }
        return try read()
    }

    /// Puts these keys in place of those in the file; after a crash it has either the old ones or the new ones.
    func replace(with keys: [SealingKey]) throws(SealError) {
        do throws(PrivateFile.Fault) {
            try PrivateFile.replace(path, Self.content(keys))
        } catch {
            throw Self.translated(error)
        }
    }

    private static func content(_ keys: [SealingKey]) -> [UInt8] {
        Array((heading + keys.map { $0.text.exposed + "\n" }.joined()).utf8)
    }

    private static func translated(_ error: any Error) -> SealError {
        guard let fault = error as? PrivateFile.Fault else { return SealError(.unavailable, "the key can't be read") }
        return SealError(fault.isForOperator ? .invalidKey : .unavailable, fault.message)
    }
}
