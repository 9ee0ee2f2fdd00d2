//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore

/// What holds for any document with keys: each is either used or reported, and never a secret from elsewhere used.
enum KeySetLaws {
    static func check(_ input: [UInt8]) throws(FuzzFinding) {
        guard let set = try? JSONWebKeySet(decoding: input) else { return }
        let count = (try? JSONParser.parse(input))?["keys"]?.arrayValue?.count
        try expect(set.keys.count + set.skipped.count == count, "A key is neither used nor reported.")
        try expect(!set.keys.isEmpty, "A set without keys is used.")
        for key in set.keys {
            try expect(!key.algorithm.isSymmetric, "A secret is used.")
            if let id = key.id { try expect(set.contains(keyID: id), "A key is not found by its name.") }
        }
        let names = set.keys.compactMap { key in key.id.map { Array("\(key.algorithm.rawValue) \($0)".utf8) } }
        try expect(Set(names).count == names.count, "Two keys have one name.")
        try expect(
            set.keys.count - names.count <= JSONWebKeySet.maximumNamelessKeys, "Too many keys without a name are used.")
        try expect(set.skipped.map(\.index) == set.skipped.map(\.index).sorted(), "Reports are out of order.")
    }
}
