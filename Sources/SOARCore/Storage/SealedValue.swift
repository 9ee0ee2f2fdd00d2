//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// A sealed value in the store, with its place.
public struct SealedValue: Hashable, Sendable {
    /// What it is for: what it was bound to when it was sealed.
    public var purpose: String
    /// What ``SecretSealer`` made of the secret.
    public var sealed: String
    /// Where it is: an index into the store's list of places, and the key there.
    var place: Int
    var key: String
}

extension SealedValue {
    /// Runs something with the value; an error says which one it was about.
    func opening<Value>(_ body: (SealedValue) throws(SealError) -> Value) throws(SealError) -> Value {
        do throws(SealError) {
            return try body(self)
        } catch {
            throw SealError(error.code, "The secret “\(purpose.bounded)” can't be opened: \(error.message).")
        }
    }
}
