//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import struct Foundation.Date

extension Date {
    /// The time in UTC with milliseconds; what is out of the years 0 to 9999 as milliseconds since 1970.
    var auditText: String {
        RFC3339.text(self, fractionDigits: 3) ?? String(storedMilliseconds)
    }
}
