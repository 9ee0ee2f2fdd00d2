//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ArgumentParser
import SOARCore

/// `soar-mcp secret status`.
struct SecretStatus: SOARCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Say which secrets are stored, and whether the key opens them.",
        discussion: "Shows no secret and no key. Exits with 1 where one can't be opened.")

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: JSONOption

    func run(in context: CommandContext) async throws {
        let resolved = try Settings(settings.layers(in: context))
        let store = try StoreAccess.open(resolved.database, createsMissing: false, in: context)
        let source = resolved.sealingKeys(in: context)
        let keys = try source.current()
        let sealer = SecretSealer(.keys(keys))
        let rows = try await store.sealedValues().map { value in
            Row(value, fault: Self.fault(value, sealer))
        }
        if output.json {
            try context.printResult(
                [
                    "keys": JSONValue(keys.map(\.id)), "place": .string(source.place.english),
                    "secrets": .array(rows.map { .object($0.json) }),
                ])
        } else {
            try print(rows, keys: keys, place: source.place, in: context)
        }
        guard rows.allSatisfy({ $0.fault == nil }) else { throw ExitCode.failure }
    }

    private func print(_ rows: [Row], keys: [SealingKey], place: Message, in context: CommandContext) throws {
        let ids = keys.isEmpty ? Message("none yet", "尚无") : Message(same: keys.map(\.id).joined(separator: ", "))
        context.printRemark(
            Message("Key: \(ids.english) (\(place.english))", "密钥：\(ids.chinese)（\(place.chinese)）"))
        guard !rows.isEmpty else {
            return context.printRemark(Message("No secret is stored.", "未存储任何密文。"))
        }
        var table = TextTable(
            [Message("SECRET", "密文"), Message("KEY", "密钥"), Message("STATUS", "状态")], in: context.language)
        for row in rows {
            let status = row.fault.map { Message(same: $0) } ?? Message("opens", "可解密")
            table.append([row.purpose, row.keyID ?? "-", status.text(in: context.language)])
        }
        for line in table.lines { try context.printResult(line) }
    }

    private static func fault(_ value: SealedValue, _ sealer: SecretSealer) -> String? {
        do throws(SealError) {
            _ = try sealer.open(value.sealed, for: value.purpose)
            return nil
        } catch {
            return error.message
        }
    }
}

extension SecretStatus {
    /// One secret as it is shown.
    fileprivate struct Row {
        var purpose: String
        var keyID: String?
        var fault: String?

        init(_ value: SealedValue, fault: String?) {
            purpose = value.purpose
            keyID = SecretSealer.keyID(of: value.sealed)
            self.fault = fault
        }

        var json: JSONObject {
            [
                "purpose": .string(purpose), "key": JSONValue(keyID), "opens": .bool(fault == nil),
                "fault": JSONValue(fault),
            ]
        }
    }
}

extension SealingKeySource {
    /// Where the keys are, for a person.
    var place: Message {
        switch self {
        case .keys: Message(same: Setting.secretKey.name)
        case .file(let file): Message(same: file.path)
        }
    }
}
