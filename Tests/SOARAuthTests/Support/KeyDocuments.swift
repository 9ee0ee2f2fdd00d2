//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore
import TestSupport

/// A key set's text with keys of these names, and with keys that nobody can use.
func keyDocument(_ ids: [String], others: [String] = []) -> String {
    let key = (try? TestIssuer.standard.get().key(.es256).jwk) ?? [:]
    let keys = ids.map { JSONValue.object(key.merging(["kid": .string($0)])) }
    let odd = others.map { JSONValue.object(["kty": "odd", "kid": .string($0)]) }
    let document: JSONValue = ["keys": .array(keys + odd)]
    return document.text()
}

/// Runs something that many times at once and collects what comes of it.
func atOnce<Value: Sendable>(
    _ count: Int, _ body: @escaping @Sendable (Int) async -> Value
) async -> [Value] {
    await withTaskGroup(of: Value.self) { group in
        for index in 0..<count { group.addTask { await body(index) } }
        return await group.reduce(into: []) { $0.append($1) }
    }
}
