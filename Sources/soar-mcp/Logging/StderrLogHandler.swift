//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import Logging

/// Writes log lines to standard error, each with one write, so that lines of two threads don't mix.
struct StderrLogHandler: LogHandler {
    let label: String
    let format: LogFormat
    private let threshold: LogThreshold
    /// Of this logger alone, where somebody has set one.
    private var ownLevel: Logger.Level?
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?
    private let redaction: LogRedaction
    private let now: @Sendable () -> Date
    private let write: @Sendable (String) -> Void

    /// Makes a handler.
    ///
    /// - Parameters:
    ///   - label: Who logs.
    ///   - format: How lines look.
    ///   - threshold: What is less important is left out.
    ///   - redaction: Takes secrets out.
    ///   - now: Says what time it is.
    ///   - write: Takes one line with its end.
    init(
        label: String, format: LogFormat, threshold: LogThreshold, redaction: LogRedaction = LogRedaction(),
        now: @escaping @Sendable () -> Date,
        write: @escaping @Sendable (String) -> Void
    ) {
        self.label = label
        self.format = format
        self.threshold = threshold
        self.redaction = redaction
        self.now = now
        self.write = write
    }

    var logLevel: Logger.Level {
        get { ownLevel ?? threshold.level }
        set { ownLevel = newValue }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var merged = metadata
        for further in [metadataProvider?.get(), event.metadata] {
            if let further { merged.merge(further) { _, last in last } }
        }
        if let error = event.error {
            merged["error.message"] = "\(error)"
            merged["error.type"] = "\(type(of: error))"
        }
        let line = LogLine(
            time: Timestamp.text(now()), level: event.level, label: label, message: event.message.description,
            metadata: merged, redaction: redaction)
        switch format {
        case .text: write(line.text + "\n")
        case .json: write(line.json + "\n")
        }
    }
}
