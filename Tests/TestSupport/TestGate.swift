//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Lets only a few tests run a server at a time: a hundred at once would starve those that measure time.
actor TestGate {
    static let servers = TestGate(places: 3)

    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(places: Int) { free = places }

    /// Waits for a place; whoever gets one must ``leave()`` it.
    func enter() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    func leave() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}

/// Runs something that makes servers, when it is its turn.
func inTurn<Value>(_ body: () async throws -> Value) async throws -> Value {
    await TestGate.servers.enter()
    let result: Result<Value, any Error>
    do { result = .success(try await body()) } catch { result = .failure(error) }
    await TestGate.servers.leave()
    return try result.get()
}
