//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Why the simulator can't be used.
public struct SimulatorError: Error, Sendable, CustomStringConvertible {
    /// The kinds of fault.
    public enum Code: String, Sendable {
        /// It has ended, or could not start; the cause says why.
        case notRunning
    }

    public var code: Code
    public var cause: (any Error)?

    public init(_ code: Code, cause: (any Error)? = nil) {
        self.code = code
        self.cause = cause
    }

    public var description: String {
        guard let cause else { return code.rawValue }
        return "\(code.rawValue): \(cause)"
    }
}
