//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Testing

@testable import SOARTransport

@Suite("ProcessFigures")
struct ProcessFiguresTests {
    @Test("finds the numbers behind a program's name, whatever that is")
    func status() throws {
        let text =
            "42 (soar) mcp (x) S 1 42 42 0 -1 4194304 100 0 0 0 150 50 0 0 20 0 4 0 1000 8192 3 184467 1 1 0 0"
        let status = try #require(ProcessFigures.Status(text))
        #expect(status.processorTime == 2 && status.startTime == 10)
        #expect(status.virtualBytes == 8192 && status.residentBytes >= 3 * 4096)
    }

    @Test("makes nothing of what it can't read", arguments: ["", "42", "42 (a", "42 (a) S 1 2", "() x y z"])
    func unreadable(_ text: String) {
        #expect(ProcessFigures.Status(text) == nil)
    }

    @Test("reads the boot time and the limit of descriptors")
    func lines() {
        #expect(ProcessFigures.bootTime("cpu 1\nbtime 1700000000\nx") == 1_700_000_000)
        #expect(ProcessFigures.bootTime("cpu 1") == nil)
        #expect(ProcessFigures.descriptorLimit("Max open files            1024                 4096   files") == 1024)
        #expect(ProcessFigures.descriptorLimit("Max open files   unlimited  unlimited  files") == nil)
    }

    #if os(Linux)
    @Test("this process has used some memory, time and descriptors")
    func thisProcess() {
        let readings = ProcessFigures.readings()
        #expect(readings.count == 6)
        for reading in readings { #expect(reading.samples.first?.value ?? 0 > 0, "\(reading.name)") }
    }
    #endif
}
