//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation

/// Runs the built program as a process of its own.
public enum BuiltBinary {
    /// What the process did.
    public struct Outcome {
        public var exitCode: Int32
        public var output: String
        public var remarks: String
    }

    /// The program lies beside the test bundle.
    public static var path: String {
        URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().path + "/soar-mcp"
    }

    public static func run(
        _ arguments: [String], directory: String, environment: [String: String] = [:], outputPath: String? = nil
    ) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: directory)
        process.environment = ["PATH": "/usr/bin:/bin"].merging(environment) { _, given in given }
        let (output, remarks) = (Pipe(), Pipe())
        process.standardOutput = try outputPath.map { try FileHandle(forWritingTo: URL(filePath: $0)) } ?? output
        process.standardError = remarks
        process.standardInput = FileHandle.nullDevice
        try process.run()
        if outputPath != nil { try output.fileHandleForWriting.close() }
        // What these commands print fits into a pipe, so that reading one after the other can't block.
        let printed = output.fileHandleForReading.readDataToEndOfFile()
        let remarked = remarks.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Outcome(
            exitCode: process.terminationStatus, output: String(decoding: printed, as: UTF8.self),
            remarks: String(decoding: remarked, as: UTF8.self))
    }
}
