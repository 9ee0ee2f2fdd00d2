//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

extension MetricDescription {
    /// Everything that a running soar-mcp measures.
    ///
    /// `Docs/operations/metrics.md` is held against this list by a test, and this list against a running server.
    public static let standard = requests + calls + verification + audit + state + process

    private static let requests = [
        MetricDescription(
            "soar_mcp_requests_total", .counter, "HTTP requests to the MCP endpoint, by what they asked and status."),
        MetricDescription(
            "soar_mcp_request_duration_seconds", .histogram, "From a request's head to the head of its answer."),
        MetricDescription(
            "soar_mcp_authentications_total", .counter, "Credentials that were looked at, by outcome and reason."),
        MetricDescription("soar_mcp_open_streams", .gauge, "Streams of events that are open."),
        MetricDescription("soar_mcp_connections", .gauge, "Connections that are open, by listener."),
        MetricDescription(
            "soar_mcp_connections_accepted_total", .counter, "Connections that were opened, by listener."),
    ]

    private static let calls = [
        MetricDescription("soar_mcp_tool_calls_total", .counter, "Tool calls, by tool and outcome."),
        MetricDescription("soar_mcp_tool_call_duration_seconds", .histogram, "How long tool calls took, by tool."),
        MetricDescription(
            "soar_mcp_platform_calls_total", .counter, "Calls of the platform, by operation and outcome."),
        MetricDescription(
            "soar_mcp_platform_call_duration_seconds", .histogram,
            "How long calls of the platform took, further tries included, by operation."),
    ]

    private static let verification = [
        MetricDescription(
            "soar_mcp_token_verifications_total", .counter, "Tokens that a verifier was asked about, by outcome."),
        MetricDescription(
            "soar_mcp_token_verification_duration_seconds", .histogram, "How long a verifier took, by verifier."),
        MetricDescription(
            "soar_mcp_verification_cache_hits_total", .counter, "Tokens that were known from memory, by verifier."),
        MetricDescription(
            "soar_mcp_verification_cache_misses_total", .counter, "Tokens that had to be looked up, by verifier."),
    ]

    private static let audit = [
        MetricDescription(
            "soar_mcp_audit_commit_duration_seconds", .histogram, "How long one transaction of audit records took."),
        MetricDescription(
            "soar_mcp_audit_commit_records", .histogram, "Audit records in one transaction.",
            buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256, 500]),
        MetricDescription(
            "soar_mcp_audit_commit_failures_total", .counter, "Transactions of audit records that could not be written."
        ),
        MetricDescription("soar_mcp_audit_records_waiting", .gauge, "Audit records that wait for their transaction."),
        MetricDescription("soar_mcp_store_changes_waiting", .gauge, "Other changes that wait for the database."),
        MetricDescription(
            "soar_mcp_audit_forwarding_up", .gauge, "1 where audit records can be forwarded, else 0, by destination."),
        MetricDescription(
            "soar_mcp_audit_forwarding_backlog", .gauge, "Audit records that a destination does not have yet."),
        MetricDescription(
            "soar_mcp_audit_forwarding_records_total", .counter,
            "Audit records that were handed over, repeated ones again, by destination."),
        MetricDescription(
            "soar_mcp_audit_forwarding_failures_total", .counter,
            "Tries to forward audit records that failed, by destination."),
        MetricDescription(
            "soar_mcp_audit_forwarding_lost_total", .counter,
            "Audit records that the retention took out before a destination had them."),
    ]

    private static let state = [
        MetricDescription("soar_mcp_tokens", .gauge, "API tokens, by state."),
        MetricDescription("soar_mcp_tokens_expiring", .gauge, "Enabled API tokens that end within 7 days."),
        MetricDescription("soar_mcp_catalog_playbooks", .gauge, "Playbooks in the catalogue, by state."),
        MetricDescription(
            "soar_mcp_catalog_last_sync_timestamp_seconds", .gauge,
            "When the last synchronisation that worked began; absent before the first."),
        MetricDescription(
            "soar_mcp_catalog_last_sync_success", .gauge, "1 where the last try to synchronise worked, else 0."),
        MetricDescription("soar_mcp_sqlite_file_bytes", .gauge, "Size of the database, by file."),
        MetricDescription("soar_mcp_sqlite_pages", .gauge, "Pages of the database, by use."),
        MetricDescription("soar_mcp_sqlite_page_size_bytes", .gauge, "Size of one page of the database."),
    ]

    private static let process = [
        MetricDescription("soar_mcp_build_info", .gauge, "Always 1; the labels say what is running."),
        MetricDescription(
            PrometheusRegistry.sourceUp, .gauge, "1 where figures could be asked for, else 0, by source."),
        MetricDescription("process_cpu_seconds_total", .counter, "Processor time of the process."),
        MetricDescription("process_resident_memory_bytes", .gauge, "Memory of the process that is in RAM."),
        MetricDescription("process_virtual_memory_bytes", .gauge, "Address space of the process."),
        MetricDescription("process_open_fds", .gauge, "File descriptors that are open."),
        MetricDescription("process_max_fds", .gauge, "File descriptors that may be open."),
        MetricDescription("process_start_time_seconds", .gauge, "When the process was started, in seconds since 1970."),
    ]
}
