//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation

/// A database as SOAR MCP Server left it behind, written by Python's SQLite with the tables of its version 1.5.0.
///
/// It holds what is odd as well: names that are SQL, times without a zone, tokens that are off, ended or made by hand,
/// a platform token of digits only, secrets in the audit log.
public enum PredecessorSample {
    /// Why there is no sample.
    public struct NotMade: Error { public var remarks: String }

    public static let active = "kQ3vZ0nB7xYw2LrT9uHsJ4mPfD6aGcE1iK8oV5yN-_M"
    public static let disabled = "Wd1sK8pLq0ZxCv7bNm3gHj5tYr2eUi9oA4fT6_-kRzQ"
    public static let expired = "u7Hn2BvGtY6mJkLp0oI9uXs4dFc1aQwE8rZ5_-TyNbM"
    public static let handMade = "test123"
    public static let platformToken = "98765432109876543210"
    public static let sessionKey = "canary-jwt-secret-key"
    public static let password = "correct horse 9!"
    /// Bcrypt, cost 4, by Python's bcrypt 5.0.0.
    public static let passwordHash = "$2b$04$1Xg3vIrtz8y0qCmc7tyafuQgtfk0hWYqIhMyFbWbnvoUhOLMkfmkq"
    /// What must not be in anything that is printed or stored.
    public static let secrets = [active, disabled, expired, platformToken, sessionKey, password, "hunter2"]

    /// Writes the database.
    ///
    /// - Parameters:
    ///   - path: Where it goes; nothing may be there.
    ///   - further: Python that changes it then; it finds the connection as `db` and the path as `path`.
    /// - Throws: ``NotMade`` with what Python said.
    public static func make(at path: String, then further: String = "") throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script + "\n" + further, path]
        let remarks = Pipe()
        process.standardError = remarks
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let said = remarks.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw NotMade(remarks: String(decoding: said, as: UTF8.self)) }
    }

    private static let script = """
        import json, os, sqlite3, sys
        path = sys.argv[1]
        db = sqlite3.connect(path, isolation_level=None)
        db.executescript('''
        CREATE TABLE playbooks (id BIGINT NOT NULL, name VARCHAR(255) NOT NULL, display_name VARCHAR(255),
            playbook_category VARCHAR(100), description TEXT, create_time DATETIME, update_time DATETIME,
            remote_update_time DATETIME, playbook_params TEXT, sync_time DATETIME, enabled BOOLEAN, PRIMARY KEY (id));
        CREATE INDEX ix_playbooks_enabled ON playbooks (enabled);
        CREATE INDEX ix_playbooks_remote_update_time ON playbooks (remote_update_time);
        CREATE INDEX ix_playbooks_name ON playbooks (name);
        CREATE INDEX ix_playbooks_playbook_category ON playbooks (playbook_category);
        CREATE TABLE apps (id BIGINT NOT NULL, name VARCHAR(255) NOT NULL, description TEXT, version VARCHAR(100),
            category VARCHAR(100), update_time DATETIME, remote_update_time DATETIME, require_asset VARCHAR(10),
            app_asset_list TEXT, sync_time DATETIME, PRIMARY KEY (id));
        CREATE INDEX ix_apps_category ON apps (category);
        CREATE INDEX ix_apps_remote_update_time ON apps (remote_update_time);
        CREATE INDEX ix_apps_name ON apps (name);
        CREATE TABLE actions (id BIGINT NOT NULL, app_id BIGINT NOT NULL, name VARCHAR(255) NOT NULL,
            display_name VARCHAR(255), description TEXT, action_type VARCHAR(50), classify VARCHAR(50),
            logic_language VARCHAR(50), parameter_variables TEXT, result_variables TEXT, update_time DATETIME,
            sync_time DATETIME, PRIMARY KEY (id));
        CREATE INDEX ix_actions_app_id ON actions (app_id);
        CREATE INDEX ix_actions_name ON actions (name);
        CREATE TABLE system_config (id INTEGER NOT NULL, "key" VARCHAR(100) NOT NULL, value TEXT NOT NULL,
            description VARCHAR(500), created_time DATETIME, updated_time DATETIME, PRIMARY KEY (id));
        CREATE UNIQUE INDEX ix_system_config_key ON system_config ("key");
        CREATE TABLE admin_passwords (id INTEGER NOT NULL, password_hash VARCHAR(200) NOT NULL,
            description VARCHAR(500), is_active BOOLEAN, created_time DATETIME, updated_time DATETIME,
            PRIMARY KEY (id));
        CREATE TABLE user_tokens (id INTEGER NOT NULL, token VARCHAR(100) NOT NULL, name VARCHAR(255) NOT NULL,
            description VARCHAR(500), is_active BOOLEAN, permissions TEXT, created_time DATETIME,
            updated_time DATETIME, last_used_time DATETIME, usage_count INTEGER, created_at DATETIME,
            expires_at DATETIME, last_used_at DATETIME, PRIMARY KEY (id));
        CREATE INDEX ix_user_tokens_is_active ON user_tokens (is_active);
        CREATE UNIQUE INDEX ix_user_tokens_token ON user_tokens (token);
        CREATE TABLE audit_logs (id INTEGER NOT NULL, timestamp DATETIME, token_id INTEGER, token_name VARCHAR(100),
            action VARCHAR(100) NOT NULL, resource VARCHAR(200), parameters TEXT, result VARCHAR(50),
            error_message TEXT, ip_address VARCHAR(45), user_agent VARCHAR(500), PRIMARY KEY (id));
        CREATE INDEX ix_audit_logs_timestamp ON audit_logs (timestamp);
        CREATE INDEX ix_audit_logs_token_id ON audit_logs (token_id);
        CREATE INDEX ix_audit_logs_action ON audit_logs (action);
        ''')
        def token(id, text, name, active, uses, created, expires, used):
            db.execute("INSERT INTO user_tokens (id, token, name, description, is_active, usage_count, created_at,"
                       " expires_at, last_used_at) VALUES (?,?,?,?,?,?,?,?,?)",
                       (id, text, name, "of " + name, active, uses, created, expires, used))
        token(1, "\(active)", "分析 ✓ analyst", 1, 42, "2026-01-02 03:04:05.678901", None, "2026-02-03 04:05:06")
        token(2, "\(disabled)", "x'); DROP TABLE api_tokens; --", 0, 0, "2026-01-02 03:04:05", "2099-01-01 00:00:00", None)
        token(3, "\(expired)", "12345", 1, 7, "2026-01-02 03:04:05", "2026-03-01 00:00:00", None)
        token(4, "\(handMade)", "by hand", 1, 1, "2026-01-02 03:04:05", None, None)
        token(5, "B" * 42 + "A", "odd end", 1, 0, "2026-01-02 03:04:05", "next year", None)
        def playbook(id, enabled, params):
            db.execute("INSERT INTO playbooks VALUES (?,?,?,?,?,?,?,?,?,?,?)",
                       (id, "playbook_%x" % id, "剧本 %d" % id, "响应", "does it", "2025-05-05 05:05:05.000000",
                        "2025-06-06 06:06:06.000000", "2025-06-06 06:06:06.000000", params,
                        "2026-01-01 00:00:00.123456", enabled))
        params = json.dumps([{"cefColumn": "dst", "cefDesc": "目标", "valueType": "STRING", "required": True}])
        playbook(1907203516548373, 1, params)
        playbook(2, 0, "[]")
        playbook(3, None, "{broken")
        for key, value in [("soar_api_url", "https://soar.example.com"), ("soar_api_token", "\(platformToken)"),
                           ("soar_timeout", "45"), ("sync_interval", "3600"), ("soar_labels", '["MCP", "安全"]'),
                           ("ssl_verify", "False"), ("jwt_secret_key", "\(sessionKey)"),
                           ("last_sync_time", "2026-01-01T00:00:00")]:
            db.execute("INSERT INTO system_config (key, value) VALUES (?,?)", (key, value))
        db.execute("INSERT INTO admin_passwords (password_hash, is_active) VALUES (?, 1)", ("\(passwordHash)",))
        def audit(time, action, resource, parameters, token_id=None):
            db.execute("INSERT INTO audit_logs (timestamp, token_id, action, resource, parameters, result)"
                       " VALUES (?,?,?,?,?,'success')", (time, token_id, action, resource, parameters))
        audit("2026-01-02 10:00:00", "list_playbooks", "soar://playbooks", json.dumps({"limit": 10}), 1)
        audit("2026-01-02 09:00:00", "execute_playbook", "soar://playbooks/2/execute",
              json.dumps({"playbook_id": 2, "password": "hunter2", "note": "with \(active) and \(platformToken)"}))
        audit("2026-01-02 09:00:00", "'; DELETE FROM audit_records; --", "soar://x\\n2026 forged", "not json")
        audit("no time at all", "lost", "soar://playbooks", None)
        """
}
