//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import Testing

/// The stores that must keep the contract.
enum StoreKind: String, CaseIterable, CustomTestStringConvertible {
    case memory, sqlite

    var testDescription: String { rawValue }

    /// Opens a new, empty store for as long as the body runs.
    func withStore(_ body: (any SOARStore) async throws -> Void) async throws {
        switch self {
        case .memory: try await body(InMemoryStore())
        case .sqlite:
            try await withTemporaryFolder { folder in try await body(try SQLiteStore(path: folder + "/soar.db")) }
        }
    }
}

/// Makes a folder that goes away afterwards.
func withTemporaryFolder(_ body: (_ path: String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("soar-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder.path)
}
