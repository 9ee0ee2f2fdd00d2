//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import ServiceLifecycle

extension ServiceGroupConfiguration.ServiceConfiguration {
    /// A service that is called by its type in logs and errors.
    ///
    /// The package would describe the value itself, with all that it holds: a third of the time of the start, for a name
    /// in which settings could be read.
    init(typed service: any Service, successTerminationBehavior: TerminationBehavior = .cancelGroup) {
        self.init(
            service: service, successTerminationBehavior: successTerminationBehavior,
            serviceName: String(describing: type(of: service)))
    }
}
