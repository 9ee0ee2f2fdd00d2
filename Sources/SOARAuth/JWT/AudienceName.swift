//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARCore

/// The name of a resource as `aud` has it, so that two spellings of one URL are equal and nothing else is.
///
/// Of an http or https URL, scheme and host count in lower case, the usual port counts as none and the empty path as `/`
/// (RFC 3986 §6.2.2.1, §6.2.3); the path is compared byte by byte, a slash at its end included. Any other name is compared
/// byte by byte (RFC 7519 §2).
package struct AudienceName: Hashable {
    private let value: ExactText

    package init(_ name: String) { value = ExactText(Self.normalized(name) ?? name) }

    private static func normalized(_ name: String) -> String? {
        guard let colon = name.firstIndex(of: ":"), name.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            return nil
        }
        let scheme = name[..<colon].lowercased()
        let rest = name[name.index(after: colon)...]
        guard scheme == "http" || scheme == "https", rest.hasPrefix("//") else { return nil }
        let afterSlashes = rest.dropFirst(2)
        let end = afterSlashes.firstIndex { "/?#".contains($0) } ?? afterSlashes.endIndex
        var authority = afterSlashes[..<end].lowercased()
        // A name with user information is no resource; it equals only itself.
        guard !authority.isEmpty, !authority.contains("@") else { return nil }
        let port = scheme == "https" ? ":443" : ":80"
        if authority.hasSuffix(port) { authority.removeLast(port.count) }
        let path = afterSlashes[end...]
        return "\(scheme)://\(authority)\(path.hasPrefix("/") ? "" : "/")\(path)"
    }
}
