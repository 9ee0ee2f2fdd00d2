//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore
import Testing

@Suite("A table in two generations")
struct GenerationalCacheTests {
    private typealias Table = GenerationalCache<Int, Int>

    @Test("keeps what is used and stays within its limit")
    func used() {
        var table = Table(limit: 10)
        func value(_ key: Int) -> Int? { table.value(for: key) }
        table.insert(0, for: 0)
        for key in 1...100 {
            table.insert(key, for: key)
            #expect(value(0) == 0)
            #expect(table.count <= 10)
        }
        #expect(value(1) == nil)
        table.remove(0)
        #expect(value(0) == nil)
    }

    @Test("keeps few of what costs much")
    func costs() {
        var table = Table(limit: 100)
        for key in 1...100 {
            table.insert(key, for: key, cost: 25)
            #expect(table.count <= 4)
            #expect(table.value(for: key) == key)
        }
    }

    @Test("keeps what costs more than all the others may, alone", arguments: [51, 100, 1_000])
    func costliest(_ cost: Int) {
        var table = Table(limit: 100)
        for key in 1...90 { table.insert(key, for: key) }
        table.insert(0, for: 0, cost: cost)
        func value(_ key: Int) -> Int? { table.value(for: key) }
        #expect(table.count == 1 && value(0) == 0)
        table.insert(1, for: 1)
        #expect(value(0) == 0 && value(0) == 0)
    }

    @Test("counts again what another value of the same key costs")
    func replaced() {
        var table = Table(limit: 100)
        func value(_ key: Int) -> Int? { table.value(for: key) }
        for _ in 1...50 { table.insert(1, for: 1, cost: 20) }
        table.insert(2, for: 2, cost: 20)
        #expect(table.count == 2 && value(1) == 1 && value(2) == 2)
        table.removeAll { $0 == 1 }
        for key in 3...5 { table.insert(key, for: key, cost: 20) }
        #expect(value(1) == nil && value(2) == 2)
    }
}
