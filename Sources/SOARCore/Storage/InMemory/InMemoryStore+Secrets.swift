//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

extension InMemoryStore {
    public func sealedSecrets() async throws(StoreError) -> [String: String] {
        try withContents { $0.secrets }
    }

    public func setSealedSecret(_ purpose: String, to sealed: String?) async throws(StoreError) {
        try withContents { $0.secrets[purpose.asStored] = sealed }
    }

    public func adminPassword() async throws(StoreError) -> StoredAdminPassword? {
        try withContents { $0.adminPassword }
    }

    public func setAdminPassword(
        _ password: StoredAdminPassword, replacing old: PasswordHash?
    ) async throws(StoreError) -> Bool {
        try withContents { contents in
            if let old, contents.adminPassword?.hash != old { return false }
            contents.adminPassword = StoredAdminPassword(hash: password.hash, changedAt: password.changedAt.asStored)
            return true
        }
    }
}
