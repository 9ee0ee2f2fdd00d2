//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Logging
import SOARAuth
import SOARCore
import Testing

@testable import soar_mcp

@Suite("Settings' values are checked")
struct SettingsValuesTests {
    private static func settings(_ variables: [String: String]) throws(SettingsError) -> Settings {
        try Settings([SettingsLayer(.environment, variables: variables)])
    }

    @Test(
        "a value that can't be used is refused in one line that names the setting and what is accepted",
        arguments: [
            ("MCP_PORT", "abc"), ("MCP_PORT", "-1"), ("MCP_PORT", "65536"), ("MCP_PORT", "80.5"),
            ("MCP_PORT", "99999999999999999999"), ("MCP_PORT", "65535"), ("SSE_PORT", "x"), ("ADMIN_PORT", "70000"),
            ("ADMIN_PORT", "12345"), ("BIND_HOST", "http://host"), ("BIND_HOST", "host:80"), ("BIND_HOST", "a b"),
            ("BIND_HOST", "-x"), ("DATABASE_URL", "postgresql://u:canary@h/db"), ("DATABASE_URL", "soar.db"),
            ("DATABASE_URL", "sqlite://x"), ("DATABASE_URL", "sqlite:///:memory:"), ("DATABASE_URL", "sqlite:///"),
            ("DATABASE_URL", "sqlite:///a?mode=ro"), ("DATABASE_URL", "sqlite:///dir/"),
            ("API_URL", "soar.example.com"),
            ("API_URL", "ftp://h"), ("API_URL", "https://user:canary@h"), ("API_URL", "https://h/?x=canary"),
            ("API_TOKEN", "canary with blank"), ("API_TOKEN", "canary\u{7}"), ("API_TOKEN", "canary令牌"),
            ("API_TOKEN", String(repeating: "canary", count: 2000)), ("SSL_VERIFY", "maybe"), ("SSL_VERIFY", "2"),
            ("SOAR_TIMEOUT", "0"), ("SOAR_TIMEOUT", "301"), ("SOAR_TIMEOUT", "30s"), ("SYNC_INTERVAL", "29"),
            ("SYNC_INTERVAL", "2592001"), ("SYNC_INTERVAL", "daily"), ("SKIP_SYNC", "perhaps"),
            ("SOAR_LABELS", String(repeating: "x", count: 51)), ("SOAR_LABELS", "a,b\u{1B}[31m"),
            ("SOAR_LABELS", (1...51).map(String.init).joined(separator: ",")), ("LOG_LEVEL", "loud"),
            ("LOG_FORMAT", "xml"), ("ALLOWED_HOSTS", "https://h"), ("ALLOWED_HOSTS", "h:0"), ("ALLOWED_HOSTS", "h:x"),
            ("ALLOWED_HOSTS", "good,bad host"), ("ALLOWED_ORIGINS", "app.example.com"), ("ALLOWED_ORIGINS", "*"),
            ("ALLOWED_ORIGINS", "https://h/path"), ("ALLOWED_ORIGINS", "https://"), ("ALLOW_QUERY_TOKEN", "sometimes"),
            ("AUDIT_DURABILITY", "none"), ("AUDIT_RETENTION_DAYS", "-1"), ("AUDIT_RETENTION_DAYS", "36501"),
            ("AUDIT_SYSLOG", "logs.example.com"), ("AUDIT_SYSLOG", "https://h"), ("AUDIT_SYSLOG", "tcp://u:canary@h"),
            ("AUDIT_SYSLOG", "tls://h:0"), ("AUDIT_SYSLOG", "udp://h/path"), ("AUDIT_WEBHOOK", "http://example.com/x"),
            ("AUDIT_WEBHOOK", "siem.example.com"), ("AUDIT_WEBHOOK", "https://u:canary@h/x"),
            ("AUDIT_WEBHOOK_SECRET_FILE", "folder/"), ("AUDIT_WEBHOOK_AUTHORIZATION_FILE", "folder/"),
            ("AUDIT_FORWARDING_CA", "folder/"), ("AUDIT_FORWARDING_BACKLOG", "999"),
            ("AUDIT_MAX_RECORDS", "many"), ("AUDIT_MAX_BYTES", "1000000"), ("AUDIT_MAX_BYTES", "10G"),
            ("PLAYBOOK_TOOLS", "all"), ("PUBLIC_URL", "soar.example.com/mcp"),
            ("PUBLIC_URL", "http://soar.example.com"),
            ("PUBLIC_URL", "https://user:canary@h/mcp"), ("PUBLIC_URL", "https://h/mcp?token=canary"),
            ("AUTHORIZATION_SERVERS", "https://good.example.com,login"), ("INITIAL_SCOPES", "playbooks:read offline"),
            ("TLS_CERTIFICATE", "folder/"), ("MCP_SOCKET", "folder/"),
            ("MCP_SOCKET", String(repeating: "x", count: 104)),
            ("TRUSTED_PROXIES", "10.0.0.1/8"), ("TRUSTED_PROXIES", "10.0.0.0/33"), ("TRUSTED_PROXIES", "proxy"),
            ("TRUSTED_PROXIES", "127.0.0.1,fd00::/129"), ("INITIAL_SCOPES", "offline_access"),
            ("INITIAL_SCOPES", "a\"b"),
            ("INITIAL_SCOPES", "foo"), ("INITIAL_SCOPES", " , "), ("SOAR_LABELS", ","), ("SOAR_LABELS", " ,, "),
            ("ALLOWED_HOSTS", ","), ("ALLOWED_ORIGINS", ","), ("TRUSTED_PROXIES", ","), ("AUTHORIZATION_SERVERS", ","),
            ("RATE_LIMIT_PER_TOKEN", "-1"), ("RATE_LIMIT_PER_ADDRESS", "1000001"), ("AUTH_FAILURE_LIMIT", "300/min"),
            ("APPROVAL_LIFETIME", "59"), ("APPROVAL_LIFETIME", "604801"), ("APPROVAL_LIFETIME", "1h"),
        ])
    func refusesBadValue(_ name: String, _ value: String) throws {
        let error = try #require(throws: SettingsError.self) { try Self.settings([name: value]) }
        let line = error.message.english
        // A port that leaves none for the admin port is the admin port's fault.
        let expected = name == "MCP_PORT" && value == "65535" ? "ADMIN_PORT" : name == "SSE_PORT" ? "MCP_PORT" : name
        #expect(line.hasPrefix(expected + " ("))
        #expect(line.contains("accepted: "))
        #expect(!line.contains { $0.isNewline })
        #expect(!line.contains("\u{1B}"))
        #expect(!line.contains("canary"))
        #expect(line.utf8.count < 400)
        #expect(error.message.chinese.contains("可接受："))
        #expect(!error.message.chinese.contains("canary"))
    }

    @Test("a file for the webhook needs the webhook", arguments: ["SECRET", "AUTHORIZATION"])
    func webhookIsMissing(_ kind: String) throws {
        let error = try #require(throws: SettingsError.self) {
            try Self.settings(["AUDIT_WEBHOOK_\(kind)_FILE": "file"])
        }
        #expect(error.message.english.hasPrefix("AUDIT_WEBHOOK ("))
        #expect(error.message.english.contains("AUDIT_WEBHOOK_\(kind)_FILE needs it; accepted: "))
    }

    @Test("the line says under which name a value was given where that is another one")
    func namesTheVariable() throws {
        let error = try #require(throws: SettingsError.self) { try Self.settings(["SSE_PORT": "x"]) }
        #expect(
            error.message.english
                == "MCP_PORT (environment SSE_PORT): \"x\" is not a whole number; accepted: a whole number from 0 to 65535"
        )
    }

    @Test("a token of digits stays a string, leading zeros and all")
    func tokenStaysText() throws {
        let token = "0123456789012345678901234567890"
        #expect(try Self.settings(["API_TOKEN": token]).platform.token == Secret(token))
    }

    @Test(
        "yes and no are understood in the usual spellings",
        arguments: [
            ("0", false), ("false", false), ("False", false), ("no", false), ("off", false), ("1", true),
            ("true", true), ("True", true), ("YES", true), ("on", true),
        ])
    func flags(_ text: String, _ value: Bool) throws {
        let settings = try Self.settings([
            "SSL_VERIFY": text, "SKIP_SYNC": text, "ALLOW_QUERY_TOKEN": text, "PLAYBOOK_TOOLS": text,
        ])
        #expect(settings.platform.verifiesCertificates == value)
        #expect(settings.platform.skipsSync == value)
        #expect(settings.server.allowsQueryToken == value)
        #expect(settings.playbookTools == value)
    }

    @Test("good values are taken over")
    func goodValues() throws {
        let settings = try Self.settings([
            "BIND_HOST": "::1", "MCP_PORT": "8000", "ADMIN_PORT": "9000", "API_URL": "https://soar.example.com/base/",
            "SOAR_TIMEOUT": " 300 ", "SYNC_INTERVAL": "3600", "SOAR_LABELS": "MCP, 应急 ,,MCP", "LOG_LEVEL": "DEBUG",
            "LOG_FORMAT": "json", "DATABASE_URL": "sqlite:////var/lib/soar.db",
            "AUDIT_DURABILITY": "commit", "AUDIT_RETENTION_DAYS": "400", "AUDIT_MAX_RECORDS": "5000000",
            "AUDIT_MAX_BYTES": "10000000000",
            "AUDIT_SYSLOG": "TLS://logs.example.com", "AUDIT_WEBHOOK": "http://127.0.0.1:9/in?key=canary",
            "AUDIT_WEBHOOK_SECRET_FILE": "webhook.secret", "AUDIT_FORWARDING_BACKLOG": "5000",
            "ALLOWED_HOSTS": "SOAR.example.com,[::1]:8000", "ALLOWED_ORIGINS": "https://App.example.com:8443",
        ])
        #expect(settings.server.host == "::1")
        #expect(settings.server.mcpPort == 8000)
        #expect(settings.server.adminPort == 9000)
        #expect(settings.platform.url?.description == "https://soar.example.com/base")
        #expect(settings.platform.timeout == .seconds(300))
        #expect(settings.platform.syncInterval == .seconds(3600))
        #expect(settings.platform.labels == ["MCP", "应急"])
        #expect(settings.audit.readDurability == .commit)
        #expect(
            settings.audit.retention
                == AuditRetention(
                    maximumAge: .seconds(400 * 24 * 3600), maximumRecords: 5_000_000, maximumBytes: 10_000_000_000,
                    maximumBacklog: 5_000))
        #expect(settings.audit.forwarding.syslog?.description == "tls://logs.example.com:6514")
        #expect(settings.audit.forwarding.webhook?.target == "/in?key=canary")
        #expect(settings.audit.forwarding.webhookSecretFile == "webhook.secret")
        #expect(!settings.lines.contains { $0.value?.contains("canary") == true })
        #expect(settings.log.level == .debug)
        #expect(settings.log.format == .json)
        #expect(settings.database.path == "/var/lib/soar.db")
        #expect(settings.server.allowedHosts == ["soar.example.com", "[::1]:8000"])
        #expect(settings.server.allowedOrigins == ["https://app.example.com:8443"])
    }

    @Test("three slashes are a relative path, four one from the root")
    func databaseAddresses() throws {
        #expect(try DatabaseLocation(url: "sqlite:///a/b.db").path == "a/b.db")
        #expect(try DatabaseLocation(url: "sqlite:////a/b.db").path == "/a/b.db")
        #expect(try DatabaseLocation(url: DatabaseLocation.url(ofPath: "/a.db")).path == "/a.db")
        #expect(try DatabaseLocation(url: DatabaseLocation.url(ofPath: "a.db")).path == "a.db")
    }
}
