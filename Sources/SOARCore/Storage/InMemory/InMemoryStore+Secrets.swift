//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

extension InMemoryStore {
    public func sealedSecrets() async throws(StoreError) -> [String: String] {
        try withContents { $0.secrets }
    }

    public func setSealedSecret(
        _ purpose: String, to sealed: String?, by operator: Operator?
    ) async throws(StoreError) {
        try recording { contents in
            contents.secrets[purpose.asStored] = sealed
            return ((), `operator`.map { [.secretChange(purpose, to: sealed, $0)] } ?? [])
        }
    }

    public func adminPassword() async throws(StoreError) -> StoredAdminPassword? {
        try withContents { $0.adminPassword }
    }

    public func setAdminPassword(
        _ password: StoredAdminPassword, replacing old: PasswordHash?, by operator: Operator?
    ) async throws(StoreError) -> Bool {
        try recording { contents in
            if let old, contents.adminPassword?.hash != old { return (false, []) }
            contents.adminPassword = StoredAdminPassword(hash: password.hash, changedAt: password.changedAt.asStored)
            return (true, `operator`.map { [.passwordChange($0)] } ?? [])
        }
    }
}
