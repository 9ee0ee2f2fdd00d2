//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

extension SettingValues {
    /// How many values one list takes.
    static let maximumListCount = 50

    /// A name or an address without port, as one binds to it.
    static func host(_ text: String) throws(SettingFault) -> String {
        let host = text.trimmingBlanks()
        guard isHostName(host) || isIPv6(host) else {
            throw SettingFault(
                Message("\(SettingsError.shown(text)) is not a host", "\(SettingsError.shown(text)) 不是主机"),
                accepted: Message("a host name or an IP address, without port", "主机名或 IP 地址，不含端口"))
        }
        return host
    }

    /// The parts between commas, without blanks around them, empty ones left out, each once; at least one.
    ///
    /// A list of nothing is refused: whoever filters by it would let everything through.
    static func list(
        _ text: String, of element: (String) throws(SettingFault) -> String
    ) throws(SettingFault) -> [String] {
        var values: [String] = []
        for part in text.split(separator: ",") {
            let trimmed = String(part).trimmingBlanks()
            guard !trimmed.isEmpty else { continue }
            let value = try element(trimmed)
            if !values.contains(value) { values.append(value) }
        }
        guard !values.isEmpty else {
            throw SettingFault(
                Message("there is no value in the list", "列表中没有任何值"),
                accepted: Message(
                    "1 to \(maximumListCount) values, separated by commas", "以逗号分隔的 1 到 \(maximumListCount) 个值"))
        }
        guard values.count <= maximumListCount else {
            throw SettingFault(
                Message("\(values.count) values are too many", "\(values.count) 个值过多"),
                accepted: Message("up to \(maximumListCount) values", "最多 \(maximumListCount) 个值"))
        }
        return values
    }

    static func label(_ text: String) throws(SettingFault) -> String {
        let maximum = 50
        guard !text.trimmingBlanks().isEmpty, text.count <= maximum, PlainText.escaped(text) == text else {
            throw SettingFault(
                Message(
                    "the label \(SettingsError.shown(text)) is empty, too long or holds control characters",
                    "标签 \(SettingsError.shown(text)) 为空、过长或含有控制字符"),
                accepted: Message(
                    "labels of 1 to \(maximum) characters, separated by commas", "以逗号分隔的标签，每个 1 到 \(maximum) 个字符"))
        }
        return text
    }

    /// A name or address with or without port, as it stands in the header `Host`.
    static func hostHeader(_ text: String) throws(SettingFault) -> String {
        let host = text.lowercased()
        guard isAuthority(host) else {
            throw SettingFault(
                Message("\(SettingsError.shown(text)) is not a host", "\(SettingsError.shown(text)) 不是主机"),
                accepted: Message(
                    "host names with or without port, separated by commas", "以逗号分隔的主机名，可带端口"))
        }
        return host
    }

    /// Scheme, host and port, as they stand in the header `Origin` (RFC 6454 §7).
    static func origin(_ text: String) throws(SettingFault) -> String {
        let origin = text.lowercased()
        let parts = origin.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].wholeMatch(of: /[a-z][a-z0-9+.\-]*/) != nil, isAuthority(String(parts[1]))
        else {
            throw SettingFault(
                Message("\(SettingsError.shown(text)) is not an origin", "\(SettingsError.shown(text)) 不是来源（Origin）"),
                accepted: Message(
                    "origins like https://app.example.com, without path, separated by commas",
                    "形如 https://app.example.com 的来源，不含路径，以逗号分隔"))
        }
        return origin
    }

    private static func isHostName(_ text: String) -> Bool {
        text.utf8.count <= 253 && text.wholeMatch(of: /[A-Za-z0-9]([A-Za-z0-9._\-]*[A-Za-z0-9])?/) != nil
    }

    private static func isIPv6(_ text: String) -> Bool {
        text.utf8.count <= 45 && text.wholeMatch(of: /[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*/) != nil
    }

    private static func isAuthority(_ text: String) -> Bool {
        guard let match = text.wholeMatch(of: /(\[[^\]]*\]|[^:\[\]]*)(:([0-9]{1,5}))?/) else { return false }
        if let digits = match.3 {
            guard let port = Int(digits), (1...65535).contains(port) else { return false }
        }
        let host = String(match.1)
        return host.hasPrefix("[") ? isIPv6(String(host.dropFirst().dropLast())) : isHostName(host)
    }
}
