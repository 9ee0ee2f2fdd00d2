//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension SimulatorSeed {
    /// A playbook for each way that a run can go, for each kind of parameter, and for each reason not to be listed.
    public static let demoPlaybooks: [SimulatedPlaybook] = [
        SimulatedPlaybook(
            id: .blockAddress, displayName: "Block a malicious IP",
            summary: "Blocks an IP address on the perimeter firewall for 24 hours.",
            parameters: [PlaybookParameter(name: "src", summary: "源地址 (the IP address to block)", isRequired: true)]),
        SimulatedPlaybook(
            id: .checkReputation, displayName: "查询IP信誉", summary: "在威胁情报平台查询IP地址的信誉。",
            parameters: [PlaybookParameter(name: "ip", summary: "要查询的IP地址", isRequired: true)]
        ).with { $0.action = .checkReputation },
        SimulatedPlaybook(
            id: .dailyInspection, displayName: "每日安全巡检", summary: "检查所有安全设备的运行状态，无需参数。"
        ).with { $0.action = .inspect },
        SimulatedPlaybook(
            id: .investigateHost, displayName: "Investigate a host",
            summary: "Collects connections, processes and logins of a host.", parameters: hostParameters
        ).with { $0.action = .inspect },
        SimulatedPlaybook(
            id: .isolateHost, displayName: "隔离失陷主机", summary: "通过EDR隔离主机（演示环境中总是失败）。",
            parameters: [PlaybookParameter(name: "host", summary: "主机名或IP", isRequired: true)]
        ).with {
            $0.outcome = .fails
            $0.action = .isolateHost
        },
        SimulatedPlaybook(
            id: .blockEverywhere, displayName: "Block an IP on all firewalls",
            summary: "Blocks an IP address on both firewalls; in the demo the second one never answers.",
            parameters: [PlaybookParameter(name: "src", summary: "The IP address to block", isRequired: true)]
        ).with { $0.outcome = .failsPartly },
        SimulatedPlaybook(
            id: .disableAccount, displayName: "Disable a user account",
            summary: "Disables an account in the directory once a person on the platform has approved it.",
            parameters: [PlaybookParameter(name: "username", summary: "The account", isRequired: true)]
        ).with {
            $0.outcome = .waitsForApproval
            $0.action = .disableAccount
        },
        SimulatedPlaybook(
            id: .collectEvidence, displayName: "Collect evidence", summary: "Asks an analyst for a disk image."
        ).with { $0.outcome = .waitsForTask },
        SimulatedPlaybook(id: .phishingDraft, displayName: "钓鱼邮件处置（草稿）").with { $0.isPublished = false },
        SimulatedPlaybook(
            id: .rotateCredentials, displayName: "Rotate firewall credentials", labels: ["SOC-INTERNAL"]),
    ]

    private static let hostParameters = [
        PlaybookParameter(name: "host", summary: "Host name or IP address", isRequired: true),
        PlaybookParameter(
            name: "severity", summary: "How urgent it is", isRequired: true, options: ["low", "medium", "high"]),
        PlaybookParameter(name: "port", summary: "Port to look at", type: "INTEGER", defaultValue: "443"),
        PlaybookParameter(name: "deep", summary: "是否深度扫描", type: "BOOLEAN", defaultValue: "false"),
        PlaybookParameter(name: "threshold", summary: "Score from which to report", type: "DOUBLE"),
        PlaybookParameter(name: "filter", summary: "Further conditions", type: "JSON"),
        PlaybookParameter(name: "tags", summary: "Tags to set", type: "JSONARRAY"),
    ]
}

extension SimulatedPlaybook {
    /// The playbook with something changed.
    fileprivate func with(_ change: (inout SimulatedPlaybook) -> Void) -> SimulatedPlaybook {
        var playbook = self
        change(&playbook)
        return playbook
    }
}

extension SimulatedAction {
    /// A firewall blocks an address.
    public static let blockAddress = SimulatedAction(
        id: 4_407_203_516_540_011, application: "firewall", name: "block_ip", displayName: "封禁IP",
        assetID: 5_507_203_516_540_001, asset: "edge-firewall",
        answer: ["blocked": true, "rule_id": "soar-20210128-0042", "policy": "deny-inbound", "expires_in_hours": 24])

    /// A reputation service tells what it knows of an address.
    public static let checkReputation = SimulatedAction(
        id: 4_407_203_516_540_021, application: "threat_intel", name: "ip_reputation", displayName: "查询IP信誉",
        assetID: 5_507_203_516_540_002, asset: "intel-cloud",
        answer: [
            "verdict": "malicious", "score": 87, "categories": ["scanner", "botnet"], "country": "NL",
            "first_seen": "2020-11-03", "reports": 214,
        ])

    /// An endpoint agent takes a host off the network.
    public static let isolateHost = SimulatedAction(
        id: 4_407_203_516_540_032, application: "edr", name: "isolate_host", displayName: "隔离主机",
        assetID: 5_507_203_516_540_003, asset: "edr-console", answer: ["isolated": true])

    /// The directory disables an account.
    public static let disableAccount = SimulatedAction(
        id: 4_407_203_516_540_041, application: "directory", name: "disable_account", displayName: "禁用账号",
        assetID: 5_507_203_516_540_004, asset: "corporate-directory", answer: ["disabled": true, "sessions_ended": 3])

    /// An endpoint agent looks at a host.
    public static let inspect = SimulatedAction(
        id: 4_407_203_516_540_031, application: "edr", name: "inspect_host", displayName: "主机检查",
        assetID: 5_507_203_516_540_003, asset: "edr-console",
        answer: [
            "hosts_checked": 42, "hosts_with_findings": 1, "findings": [["host": "db-07", "rule": "ssh-bruteforce"]],
        ])
}
