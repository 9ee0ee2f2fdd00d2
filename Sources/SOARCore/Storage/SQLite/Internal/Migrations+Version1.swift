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
            denials INTEGER NOT NULL DEFAULT 0,
            imported INTEGER NOT NULL DEFAULT 0 CHECK (imported IN (0, 1)),
            -- When it was seen to be at its end, by a clock that could be trusted.
            ended_at INTEGER,
            -- Its end: its own or, where it was replaced, that of its grace if that comes first.
            ends_at INTEGER GENERATED ALWAYS AS (
                CASE WHEN successor IS NULL THEN expires_at
                ELSE min(coalesce(grace_ends_at, 0), coalesce(expires_at, grace_ends_at, 0)) END) VIRTUAL
        ) STRICT;
        CREATE INDEX api_tokens_imported ON api_tokens (id) WHERE imported = 1;
        CREATE UNIQUE INDEX api_tokens_by_name ON api_tokens (tenant, name)
            WHERE state <> 'revoked' AND successor IS NULL;
        CREATE INDEX api_tokens_by_any_name ON api_tokens (name);
        CREATE INDEX api_tokens_by_family ON api_tokens (family) WHERE family IS NOT NULL;
        CREATE INDEX api_tokens_by_time ON api_tokens (created_at, id);
        CREATE INDEX api_tokens_by_state ON api_tokens (state, expires_at);
        CREATE INDEX api_tokens_by_end ON api_tokens (ends_at, id) WHERE ends_at IS NOT NULL;
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
            family, successor, grace_ends_at, revokes_family, ended_at ON api_tokens
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
            execution_limits TEXT,
            approval TEXT NOT NULL DEFAULT 'none' CHECK (approval IN ('none', 'caller', 'approver')),
            PRIMARY KEY (tenant, id)
        ) STRICT;
        CREATE TRIGGER playbooks_insert_counts AFTER INSERT ON playbooks
            BEGIN UPDATE revisions SET value = value + 1 WHERE name = 'playbooks'; END;
        CREATE TRIGGER playbooks_delete_counts AFTER DELETE ON playbooks
            BEGIN UPDATE revisions SET value = value + 1 WHERE name = 'playbooks'; END;
        CREATE TRIGGER playbooks_update_counts AFTER UPDATE OF
            tenant, id, name, display_name, category, summary, labels, created_at, updated_at, parameters, enabled,
            gone_since, execution_limits, approval ON playbooks
            BEGIN UPDATE revisions SET value = value + 1 WHERE name = 'playbooks'; END;

        CREATE TABLE executions (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            tenant TEXT NOT NULL,
            activity_id TEXT NOT NULL,
            playbook_id INTEGER NOT NULL,
            event_id INTEGER NOT NULL,
            token_id INTEGER,
            token_family INTEGER,
            started_by TEXT NOT NULL,
            started_at INTEGER NOT NULL,
            -- Two platforms may give the same id.
            UNIQUE (activity_id, tenant)
        ) STRICT;
        CREATE INDEX executions_by_time ON executions (tenant, started_at);
        CREATE INDEX executions_by_family ON executions (tenant, token_family, started_at);

        -- What limits count: a run that was about to begin, whatever became of it.
        CREATE TABLE execution_claims (
            id INTEGER PRIMARY KEY,
            tenant TEXT NOT NULL,
            owner TEXT NOT NULL,
            playbook_id INTEGER NOT NULL,
            time INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX execution_claims_by_owner ON execution_claims (tenant, owner, time);
        CREATE INDEX execution_claims_by_playbook ON execution_claims (tenant, playbook_id, time);
        CREATE INDEX execution_claims_by_tenant ON execution_claims (tenant, time);
        CREATE INDEX execution_claims_by_time ON execution_claims (time);

        CREATE TABLE approvals (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            tenant TEXT NOT NULL,
            playbook_id INTEGER NOT NULL,
            playbook_name TEXT NOT NULL,
            requester TEXT NOT NULL,
            requester_name TEXT NOT NULL,
            token_id INTEGER,
            digest BLOB NOT NULL CHECK (length(digest) = 32),
            parameters TEXT NOT NULL,
            event_id INTEGER NOT NULL,
            owner TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('pending', 'approved', 'denied', 'used', 'expired')),
            created_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            decided_at INTEGER,
            decided_by TEXT,
            reason TEXT
        ) STRICT;
        CREATE INDEX approvals_by_request ON approvals (tenant, requester, digest);
        CREATE INDEX approvals_by_expiry ON approvals (expires_at);
        CREATE INDEX approvals_pending ON approvals (tenant, requester) WHERE state = 'pending';
        -- Nothing becomes of it twice.
        CREATE TRIGGER approvals_stay_settled BEFORE UPDATE OF state ON approvals
            WHEN OLD.state IN ('denied', 'used', 'expired') AND NEW.state <> OLD.state
            BEGIN SELECT RAISE(ABORT, 'an approval is decided and used once'); END;

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
            user_agent TEXT,
            trace_id TEXT,
            -- Of the hash of the record before and all that is above (Docs/audit.md).
            hash BLOB NOT NULL CHECK (length(hash) = 32)
        ) STRICT;
        -- In which blocks of 1024 records a value occurs: a row for hundreds of records where an index has one for each.
        CREATE TABLE audit_blocks (
            field TEXT NOT NULL,
            value ANY NOT NULL,
            block INTEGER NOT NULL,
            PRIMARY KEY (field, value, block)
        ) STRICT, WITHOUT ROWID;
        -- Only with its records: without it they would be there, and no query would find them.
        CREATE TRIGGER audit_blocks_never_go BEFORE DELETE ON audit_blocks
            WHEN OLD.block >= (SELECT coalesce(min(id) / 1024, OLD.block + 1) FROM audit_records)
            BEGIN SELECT RAISE(ABORT, 'where audit records are is never forgotten'); END;
        CREATE TRIGGER audit_blocks_never_change BEFORE UPDATE ON audit_blocks
            BEGIN SELECT RAISE(ABORT, 'where audit records are is never changed'); END;
        -- Nothing that was denied settles an intent; leaving it out keeps a flood of refusals cheap.
        CREATE INDEX audit_records_by_call ON audit_records (call_id) WHERE outcome <> 'denied';
        CREATE TRIGGER audit_records_never_change BEFORE UPDATE ON audit_records
            BEGIN SELECT RAISE(ABORT, 'audit records are never changed'); END;
        CREATE TABLE audit_segments (
            first_id INTEGER PRIMARY KEY,
            last_id INTEGER NOT NULL UNIQUE,
            count INTEGER NOT NULL CHECK (count > 0 AND count = last_id - first_id + 1),
            first_hash BLOB NOT NULL CHECK (length(first_hash) = 32),
            last_hash BLOB NOT NULL CHECK (length(last_hash) = 32),
            sealed_at INTEGER NOT NULL,
            record_id INTEGER NOT NULL
        ) STRICT;
        -- Only what was sealed, from the oldest on, can be deleted.
        CREATE TRIGGER audit_records_never_go BEFORE DELETE ON audit_records
            WHEN OLD.id > coalesce((SELECT max(last_id) FROM audit_segments), 0)
            BEGIN SELECT RAISE(ABORT, 'audit records are never deleted'); END;
        CREATE TRIGGER audit_segments_fit BEFORE INSERT ON audit_segments
            WHEN NEW.first_id <> coalesce((SELECT max(last_id) FROM audit_segments), 0) + 1
                OR NOT EXISTS (SELECT 1 FROM audit_records WHERE id = NEW.first_id AND hash = NEW.first_hash)
                OR NOT EXISTS (SELECT 1 FROM audit_records WHERE id = NEW.last_id AND hash = NEW.last_hash)
                OR NOT EXISTS (
                    SELECT 1 FROM audit_records
                    WHERE id = NEW.record_id AND id > NEW.last_id AND action = 'audit_prune')
            BEGIN SELECT RAISE(ABORT, 'a segment seals the oldest records that are there'); END;
        CREATE TRIGGER audit_segments_never_change BEFORE UPDATE ON audit_segments
            BEGIN SELECT RAISE(ABORT, 'segments are never changed'); END;
        CREATE TRIGGER audit_segments_never_go BEFORE DELETE ON audit_segments
            BEGIN SELECT RAISE(ABORT, 'segments are never deleted'); END;
        -- INSERT OR REPLACE deletes without asking the trigger above. FAIL, for what may ABORT has SQLite keep every page as
        -- it was before the statement.
        CREATE TRIGGER audit_records_never_replaced BEFORE INSERT ON audit_records
            WHEN EXISTS (SELECT 1 FROM audit_records WHERE id = NEW.id)
            BEGIN SELECT RAISE(FAIL, 'audit records are never replaced'); END;

        -- Up to where each destination has the audit log (Docs/audit.md).
        CREATE TABLE audit_forwarding (
            destination TEXT NOT NULL PRIMARY KEY,
            active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
            last_id INTEGER NOT NULL CHECK (last_id >= 0),
            moved_at INTEGER,
            lost INTEGER NOT NULL DEFAULT 0 CHECK (lost >= 0),
            fault TEXT,
            fault_since INTEGER
        ) STRICT;

        CREATE TABLE settings (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT;
        CREATE TABLE secrets (purpose TEXT NOT NULL PRIMARY KEY, sealed TEXT NOT NULL) STRICT;
        CREATE TABLE admin_password (
            id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1), hash TEXT NOT NULL, changed_at INTEGER NOT NULL
        ) STRICT;
        -- Rows of the predecessor's tables that were taken over once and are not looked at again.
        CREATE TABLE imported_rows (
            kind TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (kind, key)
        ) STRICT, WITHOUT ROWID;
        """
}
