//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

extension SimulatorSeed {
    /// The applications behind the demo's playbooks.
    public static let demoApplications: [SimulatedApplication] = [
        SimulatedApplication(
            Application(
                id: "4407203516540001", name: "firewall", displayName: "边界防火墙",
                summary: "Blocks and releases addresses on the perimeter firewall.", version: "2.1.0",
                category: "网络安全",
                actions: [
                    ApplicationAction(
                        id: "4407203516540011", name: "block_ip", displayName: "封禁IP", summary: "Blocks an address"),
                    ApplicationAction(
                        id: "4407203516540012", name: "unblock_ip", displayName: "解封IP",
                        summary: "Releases an address"),
                    ApplicationAction(
                        id: "4407203516540013", name: "list_blocked", displayName: "查询封禁列表",
                        summary: "Lists blocked addresses", isReadOnly: true),
                ]),
            actionParameters: [PlaybookParameter(name: "ip", summary: "IP地址", isRequired: true)],
            asset: asset(5_507_203_516_540_001, "edge-firewall", "Example Networks", "NGFW", "https://10.0.0.20")),
        SimulatedApplication(
            Application(
                id: "4407203516540002", name: "threat_intel", displayName: "Threat intelligence",
                summary: "Reputation of addresses, domains and files.", version: "1.4.2", category: "威胁情报",
                actions: [
                    ApplicationAction(
                        id: "4407203516540021", name: "ip_reputation", displayName: "查询IP信誉",
                        summary: "What is known of an address", isReadOnly: true)
                ]),
            actionParameters: [PlaybookParameter(name: "ip", summary: "IP地址", isRequired: true)],
            asset: asset(5_507_203_516_540_002, "intel-cloud", "Example Intel", "TIP", "https://intel.example.com")),
        SimulatedApplication(
            Application(
                id: "4407203516540003", name: "edr", displayName: "终端检测与响应",
                summary: "Looks at hosts and isolates them.", version: "3.0.1", category: "终端安全",
                actions: [
                    ApplicationAction(
                        id: "4407203516540031", name: "inspect_host", displayName: "主机检查",
                        summary: "Processes and connections of a host", isReadOnly: true),
                    ApplicationAction(
                        id: "4407203516540032", name: "isolate_host", displayName: "隔离主机",
                        summary: "Takes a host off the network"),
                ]),
            actionParameters: [PlaybookParameter(name: "host", summary: "主机名或IP", isRequired: true)],
            asset: asset(5_507_203_516_540_003, "edr-console", "Example Endpoint", "EDR", "https://10.0.0.30")),
        SimulatedApplication(
            Application(
                id: "4407203516540004", name: "directory", displayName: "Corporate directory",
                summary: "Accounts and groups.", version: "1.2.0", category: "身份",
                actions: [
                    ApplicationAction(
                        id: "4407203516540041", name: "disable_account", displayName: "禁用账号",
                        summary: "Disables an account and ends its sessions")
                ]),
            actionParameters: [PlaybookParameter(name: "username", summary: "账号", isRequired: true)],
            asset: asset(
                5_507_203_516_540_004, "corporate-directory", "Example Identity", "LDAP", "ldaps://10.0.0.40")),
        SimulatedApplication(
            Application(
                id: "4407203516540005", name: "text_tools", displayName: "文本工具",
                summary: "Works without an asset.", version: "1.0.0", category: "工具")),
    ]

    private static func asset(
        _ id: Int64, _ name: String, _ vendor: String, _ product: String, _ address: String
    ) -> SimulatedAsset {
        SimulatedAsset(
            id: id, name: name, vendor: vendor, product: product,
            settings: [
                SimulatedAsset.Setting(name: "url", value: address),
                SimulatedAsset.Setting(name: "username", value: "soar"),
                SimulatedAsset.Setting(name: "password", value: passwordCanary, type: "PASSWORD"),
            ])
    }
}
