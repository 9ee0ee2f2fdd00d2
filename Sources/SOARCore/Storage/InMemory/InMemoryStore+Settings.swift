//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

extension InMemoryStore {
    public func settings() async throws(StoreError) -> [String: String] {
        try withContents { $0.settings }
    }

    public func setting(_ name: String) async throws(StoreError) -> String? {
        try withContents { $0.settings[name.asStored] }
    }

    public func setSetting(_ name: String, to value: String?) async throws(StoreError) {
        try withContents { $0.settings[name.asStored] = value?.asStored }
    }
}
