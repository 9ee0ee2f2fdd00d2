//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// The list of a `tracestate` (W3C Trace Context §3.3).
struct TraceState {
    /// Members at most (§3.3.1.1).
    static let maximumMembers = 32
    /// Characters that are passed on at most; at least so many must be (§3.3.1.5).
    static let maximumLength = 512
    /// Members longer than this go first where it is too much (§3.3.1.5).
    static let longMember = 128

    /// The members with commas between them; empty where one of them is not as it must be.
    let text: String

    /// Reads the values of all headers of that name as one list.
    init(_ values: some Sequence<String>) {
        var members: [Substring.UTF8View] = []
        var keys: Set<String> = []
        for value in values {
            // What is longer by far was not meant to be passed on, and is not looked through.
            guard value.utf8.count <= 16 * Self.maximumLength else {
                text = ""
                return
            }
            for part in value.utf8.split(separator: UInt8(ascii: ",")) {
                let member = Self.trimmed(part)
                if member.isEmpty { continue }
                guard members.count < Self.maximumMembers, let key = Self.key(of: member), keys.insert(key).inserted
                else {
                    text = ""
                    return
                }
                members.append(member)
            }
        }
        func length() -> Int { members.reduce(max(0, members.count - 1)) { $0 + $1.count } }
        if length() > Self.maximumLength { members.removeAll { $0.count > Self.longMember } }
        while length() > Self.maximumLength { members.removeLast() }
        text = members.map { String(Substring($0)) }.joined(separator: ",")
    }

    private static func trimmed(_ text: Substring.UTF8View) -> Substring.UTF8View {
        let blank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
        var text = text.drop(while: blank)
        while let last = text.last, blank(last) { text = text.dropLast() }
        return text
    }

    /// The key of a sound member; nil for any other (§3.3.1.3).
    private static func key(of member: Substring.UTF8View) -> String? {
        guard let end = member.firstIndex(of: UInt8(ascii: "=")) else { return nil }
        let key = member[..<end]
        let value = member[member.index(after: end)...]
        let isValue = value.allSatisfy { (0x20...0x7E).contains($0) && $0 != 0x2C && $0 != 0x3D }
        guard isValue, (1...256).contains(value.count) else { return nil }
        let parts = key.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.allSatisfy({ $0.allSatisfy(isKeyByte) }) else { return nil }
        let isKey =
            switch parts.count {
            case 1: (1...256).contains(key.count) && key.first.map(isLetter) ?? false
            case 2:
                (1...241).contains(parts[0].count) && (1...14).contains(parts[1].count)
                    && parts[1].first.map(isLetter) ?? false
            default: false
            }
        return isKey ? String(Substring(key)) : nil
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }

    private static func isKeyByte(_ byte: UInt8) -> Bool {
        isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "_-*/".utf8.contains(byte)
    }
}
