//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import FuzzBodies
import LibFuzzer

/// The fuzzing engine around one fuzzer, which the environment names; `Scripts/fuzz` builds and starts it.
///
/// All arguments are the engine's own: it starts itself anew with them where it merges or minimises.
@main
struct SOARFuzz {
    /// The engine's function gets no context, so what it is to run has to stand here.
    private static let fuzzer = ProcessInfo.processInfo.environment["SOAR_FUZZER"].flatMap(Fuzzer.init)

    static func main() {
        guard fuzzer != nil else {
            let names = Fuzzer.allCases.map(\.rawValue).joined(separator: ", ")
            FileHandle.standardError.write(Data("Set SOAR_FUZZER to one of: \(names).\n".utf8))
            exit(64)
        }
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = unsafe CommandLine.unsafeArgv
        exit(
            unsafe LLVMFuzzerRunDriver(&count, &arguments) { bytes, size in
                unsafe SOARFuzz.run(Array(UnsafeBufferPointer(start: bytes, count: size)))
            }
        )
    }

    /// A finding ends the process; the engine then keeps the input.
    private static func run(_ input: [UInt8]) -> CInt {
        do throws(FuzzFinding) {
            try fuzzer?.run(input)
            return 0
        } catch {
            FileHandle.standardError.write(Data("FINDING: \(error)\n".utf8))
            abort()
        }
    }
}
