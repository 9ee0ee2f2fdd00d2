//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore
import Testing

@testable import SOARTransport

/// What a sealed state may cost.
@Suite("The limits of a request state")
struct RequestStateLimitTests {
    private let seal = SealSamples.seal(maximumBytes: 200)

    /// Bytes of text, between its quotes, whose sealed form is exactly 200 bytes long: 150 without Base64, of them
    /// 29 for version, nonce and tag and 32 for ticket and time.
    private let fitting = 150 - 29 - 32 - 2

    private func sealing(_ state: JSONValue) -> Result<String, RequestStateError> {
        do throws(RequestStateError) {
            return .success(try seal.seal(state, for: SealSamples.binding, now: SealSamples.now))
        } catch {
            return .failure(error)
        }
    }

    @Test("what just fits goes out and comes back")
    func fits() throws {
        let state = JSONValue.string(String(repeating: "a", count: fitting))
        let text = try sealing(state).get()
        #expect(text.utf8.count == 200)
        #expect(seal.opening(text) == .success(state))
    }

    @Test("what is one byte too long does not go out, and says how long it is")
    func tooLongToSeal() {
        let state = JSONValue.string(String(repeating: "a", count: fitting + 1))
        #expect(sealing(state) == .failure(.unsealable("The state makes 202 bytes; 200 are allowed.")))
    }

    @Test("what is longer than anything that went out is not looked at")
    func tooLongToOpen() throws {
        #expect(seal.opening(String(repeating: "A", count: 200)) == .failure(.invalid))
        #expect(seal.opening(String(repeating: "A", count: 201)) == .failure(.tooLarge(limit: 200)))
        let long = try SealSamples.seal().seal(
            .string(String(repeating: "a", count: fitting + 1)), for: SealSamples.binding, now: SealSamples.now)
        #expect(seal.opening(long) == .failure(.tooLarge(limit: 200)))
    }

    @Test("a state as deep as a request's parameters in some members goes out and comes back")
    func deep() throws {
        var state: JSONValue = 1
        for _ in 0..<80 { state = ["a": state] }
        let text = try SealSamples.seal().seal(state, for: SealSamples.binding, now: SealSamples.now)
        #expect(SealSamples.seal().opening(text) == .success(state))
    }

    @Test("a state that is too deep to be read does not go out")
    func tooDeep() {
        var state: JSONValue = 1
        for _ in 0..<129 { state = [state] }
        #expect(throws: RequestStateError.unsealable("The state is too deep or too long to be read.")) {
            try SealSamples.seal().seal(state, for: SealSamples.binding, now: SealSamples.now)
        }
    }

    @Test("a key that can be tried out is the programmer's error")
    func shortKey() async {
        await #expect(processExitsWith: .failure) { _ = RequestStateSeal(secret: Array(repeating: 7, count: 15)) }
        await #expect(processExitsWith: .success) { _ = RequestStateSeal(secret: Array(repeating: 7, count: 16)) }
    }

    @Test(
        "every reason has its own word and its own sentence",
        arguments: [
            (.invalid, -32602, "invalid_request_state"), (.expired, -32602, "expired_request_state"),
            (.tooLarge(limit: 9), -32602, "oversized_request_state"), (.used, -32602, "used_request_state"),
            (.full, -32603, "request_states_full"),
        ] as [(RequestStateError, Int64, String)])
    func words(_ error: RequestStateError, _ code: Int64, _ label: String) {
        #expect(error.label == label)
        #expect(error.answer.code == code)
        #expect(error.answer.message == error.message)
        #expect(error.message.hasPrefix("The parameter 'requestState' "))
        let others: [RequestStateError] = [.invalid, .expired, .tooLarge(limit: 9), .used, .full, .unsealable("")]
        #expect(others.filter { $0.message == error.message } == [error])
    }

    @Test("what the operator is told of a state that can't be sealed stays here")
    func operatorOnly() {
        let error = RequestStateError.unsealable("the inside")
        #expect(error.answer.code == -32603)
        #expect(error.label == "unsealable_request_state")
        #expect(!error.message.contains("inside"))
    }
}
