//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation

/// What the system says of this process.
///
/// Linux tells it in `/proc` (proc(5)); elsewhere there is nothing.
public enum ProcessFigures {
    /// All figures that can be had.
    public static func readings() -> [MetricReading] {
        guard let status = Status(text(of: "/proc/self/stat")) else { return [] }
        var readings: [MetricReading] = [
            .counter("process_cpu_seconds_total", status.processorTime),
            .gauge("process_resident_memory_bytes", status.residentBytes),
            .gauge("process_virtual_memory_bytes", status.virtualBytes),
        ]
        if let booted = bootTime(text(of: "/proc/stat")) {
            readings.append(.gauge("process_start_time_seconds", booted + status.startTime))
        }
        if let open = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count {
            // The one that lists them is among them.
            readings.append(.gauge("process_open_fds", Double(max(0, open - 1))))
        }
        if let limit = descriptorLimit(text(of: "/proc/self/limits")) {
            readings.append(.gauge("process_max_fds", limit))
        }
        return readings
    }

    /// Of `/proc/self/stat`, the numbers that are shown.
    struct Status: Equatable {
        /// Seconds in user and kernel mode.
        var processorTime: Double
        /// Seconds from the machine's start to that of the process.
        var startTime: Double
        var virtualBytes: Double
        var residentBytes: Double

        init?(_ text: String) {
            // The second field is the program's name, in parentheses; it may hold blanks and parentheses itself.
            guard let end = text.lastIndex(of: ")") else { return nil }
            let fields = text[text.index(after: end)...].split(separator: " ").map { Double($0) }
            // After the name the third field of proc(5) comes first.
            guard fields.count > 21, let user = fields[11], let system = fields[12], let start = fields[19],
                let virtual = fields[20], let pages = fields[21]
            else { return nil }
            let ticks = Double(max(1, sysconf(Int32(_SC_CLK_TCK))))
            processorTime = (user + system) / ticks
            startTime = start / ticks
            virtualBytes = virtual
            residentBytes = pages * Double(max(1, sysconf(Int32(_SC_PAGESIZE))))
        }
    }

    /// Seconds since 1970, from the line `btime` of `/proc/stat`.
    static func bootTime(_ text: String) -> Double? {
        let line = text.split(separator: "\n").first { $0.hasPrefix("btime ") }
        return line.flatMap { Double($0.dropFirst("btime ".count)) }
    }

    /// The soft limit, from the line `Max open files` of `/proc/self/limits`; nil where there is none.
    static func descriptorLimit(_ text: String) -> Double? {
        let name = "Max open files"
        let line = text.split(separator: "\n").first { $0.hasPrefix(name) }
        return line?.dropFirst(name.count).split(separator: " ").first.flatMap { Double($0) }
    }

    private static func text(of path: String) -> String {
        (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    }
}
