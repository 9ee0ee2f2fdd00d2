//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import Synchronization

/// Keys from a file, which may be read again while the server runs.
final class FileKeys: KeySource {
    let file: String
    private let read: @Sendable () throws -> JSONWebKeySet
    private let set: Mutex<JSONWebKeySet>

    /// Reads the file for the first time.
    init(_ file: String, read: @escaping @Sendable () throws -> JSONWebKeySet) throws {
        self.file = file
        self.read = read
        set = Mutex(try read())
    }

    func keys(for keyID: String?) -> JSONWebKeySet { set.withLock(\.self) }

    /// Reads the file again; where that can't be done the keys stay as they are.
    func reload() throws {
        let fresh = try read()
        set.withLock { $0 = fresh }
    }
}
