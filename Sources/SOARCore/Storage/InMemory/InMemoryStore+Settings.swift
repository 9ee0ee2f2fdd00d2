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

    public func setSetting(
        _ name: String, to value: String?, by operator: Operator?
    ) async throws(StoreError) {
        try recording { contents in
            let old = contents.settings[name.asStored]
            guard old != value?.asStored else { return ((), []) }
            contents.settings[name.asStored] = value?.asStored
            return ((), `operator`.map { [.settingChange(name, from: old, to: value, $0)] } ?? [])
        }
    }

    /// Makes a change that concerns no token, together with its records.
    func recording<Value: Sendable>(
        _ body: (inout Contents) throws(StoreError) -> (Value, [AuditRecord])
    ) throws(StoreError) -> Value {
        try withContents { (contents) throws(StoreError) in
            let (value, records) = try body(&contents)
            contents.auditRecords += records.map(\.asStored)
            return value
        }
    }
}
