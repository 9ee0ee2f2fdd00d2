//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

extension Migrations {
    /// The first schema.
    ///
    /// Times are milliseconds since 1970, latencies microseconds. Tenants are labels: whoever takes one in checks it.
    static let version1 = """
        CREATE TABLE tenants (
            id TEXT NOT NULL PRIMARY KEY,
            display_name TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            state TEXT NOT NULL DEFAULT 'enabled' CHECK (state IN ('enabled', 'disabled')),
            platform TEXT,
            platform_token TEXT,
            execution_limits TEXT
        ) STRICT;
        INSERT INTO tenants (id, display_name, created_at) VALUES ('default', 'Default', 0);

        CREATE TABLE api_tokens (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            tenant TEXT NOT NULL,
            name TEXT NOT NULL,
            summary TEXT NOT NULL,
            scopes TEXT NOT NULL,
            prefix TEXT NOT NULL,
            hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
            state TEXT NOT NULL CHECK (state IN ('enabled', 'disabled', 'revoked')),
            created_at INTEGER NOT NULL,
            expires_at INTEGER,
            last_used_at INTEGER,
            use_count INTEGER NOT NULL DEFAULT 0 CHECK (use_count >= 0),
            owner TEXT NOT NULL DEFAULT '',
            role TEXT,
            restrictions TEXT,
            state_changed_at INTEGER,
            family INTEGER,
            successor INTEGER,
            grace_ends_at INTEGER,
            revokes_family INTEGER NOT NULL DEFAULT 0 CHECK (revokes_family IN (0, 1)),
            last_peer TEXT,
            last_agent TEXT,
            successes INTEGER NOT NULL DEFAULT 0,
            failures INTEGER NOT NULL DEFAULT 0,
            denials INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE UNIQUE INDEX api_tokens_by_name ON api_tokens (tenant, name)
            WHERE state <> 'revoked' AND successor IS NULL;
        CREATE INDEX api_tokens_by_any_name ON api_tokens (name);
        CREATE INDEX api_tokens_by_family ON api_tokens (family) WHERE family IS NOT NULL;
        CREATE INDEX api_tokens_by_time ON api_tokens (created_at, id);
        CREATE TRIGGER api_tokens_stay_revoked BEFORE UPDATE OF state ON api_tokens
            WHEN OLD.state = 'revoked' AND NEW.state <> 'revoked'
            BEGIN SELECT RAISE(ABORT, 'a revoked token stays revoked'); END;

        CREATE TABLE revisions (name TEXT NOT NULL PRIMARY KEY, value INTEGER NOT NULL) STRICT;
        INSERT INTO revisions (name, value) VALUES ('tokens', 0), ('tenants', 0), ('playbooks', 0), ('probes', 0);
        CREATE TRIGGER api_tokens_insert_counts AFTER INSERT ON api_tokens
            BEGIN UPDATE revisions SET value = value + 1 WHERE name = 'tokens'; END;
        CREATE TRIGGER api_tokens_delete_counts AFTER DELETE ON api_tokens
            BEGIN UPDATE revisions SET value = value + 1 WHERE name = 'tokens'; END;
        CREATE TRIGGER api_tokens_update_counts AFTER UPDATE OF
            id, tenant, name, summary, scopes, prefix, hash, state, created_at, expires_at, owner, role, restrictions,
            family, successor, grace_ends_at, revokes_family ON api_tokens
            BEGIN UPDATE revisions SET value = value + 1 WHERE name = 'tokens'; END;

        CREATE TABLE roles (
            tenant TEXT NOT NULL,
            name TEXT NOT NULL,
            summary TEXT NOT NULL,
            scopes TEXT NOT NULL,
            restrictions TEXT,
            PRIMARY KEY (tenant, name)
        ) STRICT;
        -- Whoever remembers a token remembers its role and its tenant's state with it.
        CREATE TRIGGER roles_insert_counts AFTER INSERT ON roles
            BEGIN UPDATE revisions SET value = value + 1 WHERE name = 'tokens'; END;
        CREATE TRIGGER roles_delete_counts AFTER DELETE ON roles
            BEGIN UPDATE revisions SET value = value + 1 WHERE name = 'tokens'; END;
        CREATE TRIGGER roles_update_counts AFTER UPDATE ON roles
            BEGIN UPDATE revisions SET value = value + 1 WHERE name = 'tokens'; END;
        CREATE TRIGGER tenants_insert_counts AFTER INSERT ON tenants
            BEGIN UPDATE revisions SET value = value + 1 WHERE name IN ('tokens', 'tenants'); END;
        CREATE TRIGGER tenants_update_counts AFTER UPDATE ON tenants
            BEGIN UPDATE revisions SET value = value + 1 WHERE name IN ('tokens', 'tenants'); END;

        CREATE TABLE playbooks (
            tenant TEXT NOT NULL,
            id INTEGER NOT NULL,
            name TEXT NOT NULL,
            display_name TEXT NOT NULL,
            category TEXT NOT NULL,
            summary TEXT NOT NULL,
            labels TEXT NOT NULL,
            created_at INTEGER,
            updated_at INTEGER,
            parameters TEXT,
            enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
            gone_since INTEGER,
            synced_at INTEGER NOT NULL,
            PRIMARY KEY (tenant, id)
        ) STRICT;
        CREATE TRIGGER playbooks_insert_counts AFTER INSERT ON playbooks
            BEGIN UPDATE revisions SET value = value + 1 WHERE name = 'playbooks'; END;
        CREATE TRIGGER playbooks_delete_counts AFTER DELETE ON playbooks
            BEGIN UPDATE revisions SET value = value + 1 WHERE name = 'playbooks'; END;
        CREATE TRIGGER playbooks_update_counts AFTER UPDATE OF
            tenant, id, name, display_name, category, summary, labels, created_at, updated_at, parameters, enabled,
            gone_since ON playbooks
            BEGIN UPDATE revisions SET value = value + 1 WHERE name = 'playbooks'; END;

        CREATE TABLE executions (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            tenant TEXT NOT NULL,
            activity_id TEXT NOT NULL,
            playbook_id INTEGER NOT NULL,
            event_id INTEGER NOT NULL,
            token_id INTEGER,
            started_by TEXT NOT NULL,
            started_at INTEGER NOT NULL,
            -- Two platforms may give the same id.
            UNIQUE (activity_id, tenant)
        ) STRICT;
        CREATE INDEX executions_by_time ON executions (tenant, started_at);

        CREATE TABLE audit_records (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            call_id TEXT NOT NULL,
            phase TEXT NOT NULL CHECK (phase IN ('intent', 'outcome')),
            time INTEGER NOT NULL,
            token_id INTEGER,
            token_name TEXT,
            tenant TEXT,
            action TEXT NOT NULL,
            resource TEXT NOT NULL,
            parameters TEXT,
            outcome TEXT NOT NULL CHECK (outcome IN ('pending', 'success', 'failure', 'denied')),
            error TEXT,
            latency INTEGER NOT NULL,
            peer TEXT,
            user_agent TEXT
        ) STRICT;
        CREATE INDEX audit_records_by_time ON audit_records (time);
        CREATE INDEX audit_records_by_token ON audit_records (token_id, time) WHERE token_id IS NOT NULL;
        CREATE INDEX audit_records_by_token_name ON audit_records (token_name, time) WHERE token_name IS NOT NULL;
        -- Nothing that was denied settles an intent; leaving it out keeps a flood of refusals cheap.
        CREATE INDEX audit_records_by_call ON audit_records (call_id) WHERE outcome <> 'denied';
        CREATE TRIGGER audit_records_never_change BEFORE UPDATE ON audit_records
            BEGIN SELECT RAISE(ABORT, 'audit records are never changed'); END;
        CREATE TRIGGER audit_records_never_go BEFORE DELETE ON audit_records
            BEGIN SELECT RAISE(ABORT, 'audit records are never deleted'); END;
        -- INSERT OR REPLACE deletes without asking the trigger above.
        CREATE TRIGGER audit_records_never_replaced BEFORE INSERT ON audit_records
            WHEN EXISTS (SELECT 1 FROM audit_records WHERE id = NEW.id)
            BEGIN SELECT RAISE(ABORT, 'audit records are never replaced'); END;

        CREATE TABLE settings (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT;
        """
}
