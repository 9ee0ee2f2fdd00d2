//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

public import SOARCore

/// An application of the simulated platform, with the asset that it works on.
public struct SimulatedApplication: Hashable, Sendable {
    /// The application; its id and those of its actions are decimal numbers.
    public var application: Application
    /// What each of its actions takes.
    public var actionParameters: [PlaybookParameter]
    public var asset: SimulatedAsset?

    public init(_ application: Application, actionParameters: [PlaybookParameter] = [], asset: SimulatedAsset? = nil) {
        self.application = application
        self.actionParameters = actionParameters
        self.asset = asset
    }
}

/// A device or service that an application works on.
public struct SimulatedAsset: Hashable, Sendable {
    /// One setting; those of type `PASSWORD` are what no client may pass on.
    public struct Setting: Hashable, Sendable {
        public var name: String
        public var value: String
        public var type: String

        public init(name: String, value: String, type: String = "STRING") {
            self.name = name
            self.value = value
            self.type = type
        }
    }

    public var id: Int64
    public var name: String
    public var vendor: String
    public var product: String
    public var settings: [Setting]

    public init(id: Int64, name: String, vendor: String, product: String, settings: [Setting]) {
        self.id = id
        self.name = name
        self.vendor = vendor
        self.product = product
        self.settings = settings
    }
}
