//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

#if canImport(Glibc)
import Glibc
#endif

/// Memory that was freed, but is kept for what may come.
enum FreedMemory {
    /// Gives it back to the system: after a crowd has left, nothing as large may come for days.
    static func giveBack() {
        #if canImport(Glibc)
        typealias Trim = @convention(c) (Int) -> CInt
        // Swift's Glibc leaves out <malloc.h>; where the C library has no such function, nothing is done.
        guard let trim = unsafe dlsym(nil, "malloc_trim") else { return }
        _ = unsafe unsafeBitCast(trim, to: Trim.self)(0)
        #endif
    }
}
