//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore

/// Checkpoints of the audit log in a file, one a line, the newest last.
struct CheckpointFile {
    /// About 100,000 checkpoints: ten years of one an hour.
    private static let maximumBytes = 32 * 1024 * 1024

    let path: String

    func append(_ line: JSONObject) throws {
        try PrivateFile.append(Data((JSONValue.object(line).text() + "\n").utf8), to: path)
    }

    /// All of them; one that isn't signed for that key spoils the file.
    ///
    /// - Throws: ``CommandError`` that names the file and the line.
    func checkpoints(signedBy key: AuditPublicKey) throws -> [AuditCheckpoint] {
        let text: String
        do throws(BoundedFile.Fault) {
            text = try BoundedFile.text(at: path, maximumBytes: Self.maximumBytes)
        } catch {
            throw CommandError(error.message(path: path))
        }
        let lines = text.split(separator: "\n")
        guard !lines.isEmpty else {
            throw CommandError(Message("\(path): there is no checkpoint in it", "\(path)：其中没有检查点"))
        }
        return try lines.enumerated().map { number, line in
            do {
                return try AuditCheckpoint(signed: JSONParser.parse(String(line)), by: key)
            } catch let error as AuditCheckpointError {
                throw place(number + 1, error)
            } catch {
                throw place(number + 1, AuditCheckpointError(.malformed))
            }
        }
    }

    private func place(_ line: Int, _ error: AuditCheckpointError) -> CommandError {
        CommandError(Message("\(path), line \(line): ", "\(path)，第 \(line) 行：") + error.words)
    }
}

extension AuditCheckpointError {
    /// What is wrong, and what is accepted.
    var words: Message {
        switch code {
        case .noPrivateKey:
            Message(
                "this is no private key of Ed25519 in PEM form; audit key create makes one",
                "不是 PEM 格式的 Ed25519 私钥；可用 audit key create 生成")
        case .noPublicKey:
            Message(
                "this is no public key of Ed25519 in PEM form; audit key create writes it to FILE.pub",
                "不是 PEM 格式的 Ed25519 公钥；audit key create 将其写入 FILE.pub")
        case .malformed:
            Message("this is no checkpoint as audit checkpoint writes it", "不是 audit checkpoint 写出的检查点")
        case .otherKey: Message("the checkpoint was signed with another key", "检查点由另一个密钥签名")
        case .badSignature:
            Message("the signature does not fit: somebody has changed the checkpoint", "签名不符：检查点已被更改")
        }
    }
}
