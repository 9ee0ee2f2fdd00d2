//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation

#if canImport(Glibc)
import Glibc
#endif

/// The parts of the heap from which threads take their memory, where the C library has such.
enum MemoryArenas {
    /// M_ARENA_MAX of glibc's <malloc.h>, which Swift's Glibc leaves out.
    private static let maximumCount: CInt = -8

    /// As many as processors, and not eight times as many: each keeps for itself what was freed in it.
    ///
    /// To be called early: a thread keeps the one it has.
    static func limit() {
        #if canImport(Glibc)
        typealias Option = @convention(c) (CInt, CInt) -> CInt
        guard let mallopt = unsafe dlsym(nil, "mallopt") else { return }
        _ = unsafe unsafeBitCast(mallopt, to: Option.self)(
            maximumCount, CInt(clamping: ProcessInfo.processInfo.activeProcessorCount))
        #endif
    }
}
