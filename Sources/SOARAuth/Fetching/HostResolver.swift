//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Dispatch
package import SOARCore
import Synchronization

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Asks the system which addresses a host name stands for.
///
/// The system's function blocks and can't be called off, so it runs on a thread of its own; whoever waits may leave.
package final class HostResolver: Sendable {
    /// Questions under way at most; a resolver that hangs holds no more threads than that.
    package static let maximumQuestions = 8
    /// Addresses of one name that are looked at.
    package static let maximumAddresses = 16

    private let questions = Mutex(0)

    package init() {}

    /// The addresses of a host, in the system's order of preference; an address stands for itself.
    ///
    /// - Returns: Empty where there are none; nil where the system does not say in time.
    package func addresses(of host: String, atMost limit: Duration) async -> [IPAddress]? {
        if let address = IPAddress(host) { return [address] }
        guard begin() else { return nil }
        let result = SharedResult<[IPAddress]>()
        DispatchQueue.global().async {
            result.fulfil(Self.ask(host))
            self.questions.withLock { $0 -= 1 }
        }
        return await result.wait(atMost: limit)
    }

    private func begin() -> Bool {
        questions.withLock { count in
            guard count < Self.maximumQuestions else { return false }
            count += 1
            return true
        }
    }

    private static func ask(_ host: String) -> [IPAddress] {
        var hints = unsafe addrinfo()
        unsafe hints.ai_family = AF_UNSPEC
        #if canImport(Darwin)
        unsafe hints.ai_socktype = SOCK_STREAM
        #else
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #endif
        var first: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(host, nil, &hints, &first) == 0 else { return [] }
        defer { if let first = unsafe first { unsafe freeaddrinfo(first) } }
        var found: [IPAddress] = []
        var next = unsafe first
        while let entry = unsafe next, found.count < maximumAddresses {
            if let address = unsafe address(entry.pointee), !found.contains(address) { found.append(address) }
            unsafe next = entry.pointee.ai_next
        }
        return found
    }

    /// The address's bytes, wherever its family keeps them.
    private static func address(_ entry: addrinfo) -> IPAddress? {
        guard let socketAddress = unsafe entry.ai_addr else { return nil }
        let raw = unsafe UnsafeRawBufferPointer(start: socketAddress, count: Int(entry.ai_addrlen))
        switch unsafe entry.ai_family {
        case AF_INET:
            guard let offset = MemoryLayout<sockaddr_in>.offset(of: \.sin_addr), raw.count >= offset + 4 else {
                return nil
            }
            return unsafe IPAddress(bytes: Array(raw[offset..<offset + 4]))
        case AF_INET6:
            guard let offset = MemoryLayout<sockaddr_in6>.offset(of: \.sin6_addr), raw.count >= offset + 16 else {
                return nil
            }
            return unsafe IPAddress(bytes: Array(raw[offset..<offset + 16]))
        default: return nil
        }
    }
}
