// swift-tools-version: 6.2
import PackageDescription

/// What every target of this package is built with: the strictest settings there are.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let hummingbirdTesting = Target.Dependency.product(name: "HummingbirdTesting", package: "hummingbird")
let inMemoryLogging = Target.Dependency.product(name: "InMemoryLogging", package: "swift-log")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioHPACK = Target.Dependency.product(name: "NIOHPACK", package: "swift-nio-http2")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioHTTP2 = Target.Dependency.product(name: "NIOHTTP2", package: "swift-nio-http2")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioHTTPTypesHTTP1 = Target.Dependency.product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras")
let nioHTTPTypesHTTP2 = Target.Dependency.product(name: "NIOHTTPTypesHTTP2", package: "swift-nio-extras")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let nioTLS = Target.Dependency.product(name: "NIOTLS", package: "swift-nio")
let orderedCollections = Target.Dependency.product(name: "OrderedCollections", package: "swift-collections")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let serviceLifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")

let package = Package(
    name: "soar-mcp",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "SOARCore", targets: ["SOARCore"]),
        .library(name: "SOARAuth", targets: ["SOARAuth"]),
        .library(name: "SOARAuthTesting", targets: ["SOARAuthTesting"]),
        .library(name: "SOARTransport", targets: ["SOARTransport"]),
        .executable(name: "soar-mcp", targets: ["soar-mcp"]),
    ],
    traits: [
        .trait(name: "SystemCrypt", description: "Check imported bcrypt passwords with the system's libcrypt."),
        .default(enabledTraits: ["SystemCrypt"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections.git", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-configuration.git", from: "1.4.0", traits: ["JSON"]),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics.git", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-http2.git", from: "1.46.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.6"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(
            name: "CCrypt", path: "Sources/SOARCore/Secrets/Passwords/CCrypt", providers: [.apt(["libcrypt-dev"])]
        ),
        .target(
            name: "SOARCore",
            dependencies: [
                .target(name: "CCrypt", condition: .when(traits: ["SystemCrypt"])),
                asyncHTTPClient, crypto, cryptoExtras, grdb, grdbSQLite, httpTypes, logging, nioCore, nioHTTP1,
                nioPosix,
                nioSSL,
                orderedCollections, serviceLifecycle,
            ],
            exclude: ["Secrets/Passwords/CCrypt"],
            swiftSettings: settings
        ),
        .target(
            name: "SOARAuth",
            dependencies: ["SOARCore", crypto, cryptoExtras, httpTypes, logging, metrics, serviceLifecycle],
            swiftSettings: settings
        ),
        .target(
            name: "SOARTransport",
            dependencies: [
                "SOARAuth", "SOARCore", crypto, httpTypes, hummingbird, hummingbirdCore, logging, metrics, nioCore,
                nioHPACK, nioHTTP1, nioHTTP2, nioHTTPTypes, nioHTTPTypesHTTP1, nioHTTPTypesHTTP2, nioPosix, nioSSL,
                nioTLS, serviceLifecycle,
            ],
            swiftSettings: settings
        ),
        .target(
            name: "OctoMationSimulator",
            dependencies: ["SOARCore", httpTypes, hummingbird, logging, nioCore, serviceLifecycle],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "soar-mcp",
            dependencies: [
                "OctoMationSimulator", "SOARAuth", "SOARCore", "SOARTransport",
                argumentParser, asyncHTTPClient, configuration, httpTypes, hummingbird, logging, metrics, nioCore,
                nioHTTP1, nioPosix, serviceLifecycle, unixSignals, yams,
            ],
            swiftSettings: settings,
            // What the loader has to move then takes 20 KB of memory, not 1.5 MB; only LLD links so.
            linkerSettings: [
                .unsafeFlags(
                    ["-use-ld=lld", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs"], .when(platforms: [.linux]))
            ]
        ),
        .executableTarget(
            name: "embedding-example",
            dependencies: ["SOARAuth", "SOARCore", "SOARTransport", crypto, hummingbird, logging],
            path: "Examples/Embedding",
            swiftSettings: settings
        ),
        // One feature of every kind that MCP has, through public API only, and a program that serves them.
        .target(
            name: "EverythingFeatures", dependencies: ["SOARCore", "SOARTransport"],
            path: "Tests/EverythingServer/Features", swiftSettings: settings
        ),
        .executableTarget(
            name: "everything-server",
            dependencies: [
                "EverythingFeatures", "SOARAuth", "SOARTransport", argumentParser, httpTypes, hummingbird, logging,
            ],
            path: "Tests/EverythingServer/Server",
            swiftSettings: settings
        ),
        .target(
            name: "TestSupport",
            dependencies: [
                "OctoMationSimulator", "SOARAuth", "SOARCore", "SOARTransport", httpTypes, hummingbird, logging,
                nioCore, nioHPACK, nioPosix, nioSSL, nioTLS, crypto, cryptoExtras,
            ],
            path: "Tests/TestSupport",
            swiftSettings: settings
        ),
        // The laws that `make fuzz` checks on random input and `make test` on all that it has found.
        .target(
            name: "FuzzBodies", dependencies: ["SOARAuth", "SOARCore", "SOARTransport", crypto], path: "Fuzz/Bodies",
            swiftSettings: settings
        ),
        .testTarget(
            name: "SOARCoreTests",
            dependencies: [
                "OctoMationSimulator", "SOARCore", "TestSupport",
                crypto, grdb, httpTypes, inMemoryLogging, logging, nioCore, nioPosix, nioSSL, serviceLifecycle,
            ],
            swiftSettings: settings
        ),
        // What every verifier must do; for embedders' tests too, so it depends on no test framework.
        .target(
            name: "SOARAuthTesting", dependencies: ["SOARAuth", "SOARCore", crypto], path: "Tests/SOARAuthTesting",
            swiftSettings: settings
        ),
        .testTarget(
            name: "SOARAuthTests",
            dependencies: [
                "SOARAuth", "SOARAuthTesting", "SOARCore", "TestSupport", crypto, cryptoExtras, httpTypes, hummingbird,
                inMemoryLogging, logging, metrics, nioCore, nioPosix, nioSSL, serviceLifecycle,
            ],
            exclude: ["JWT/library-tokens.json", "JWT/rfc-examples.json"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "SOARTransportTests",
            dependencies: [
                "EverythingFeatures", "FuzzBodies", "OctoMationSimulator", "SOARAuth", "SOARCore", "SOARTransport",
                "TestSupport", asyncHTTPClient, httpTypes, hummingbird, hummingbirdTesting, inMemoryLogging, logging,
                metrics, nioCore, nioEmbedded, nioHPACK, nioHTTP1, nioHTTP2, nioHTTPTypesHTTP1, nioPosix,
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "SOARMCPTests",
            dependencies: [
                "OctoMationSimulator", "SOARAuth", "SOARCore", "SOARTransport", "TestSupport", "soar-mcp",
                argumentParser, configuration, logging, serviceLifecycle, yams,
            ],
            swiftSettings: settings
        ),
        // The built program as a process of its own; run one after the other, for some measure time.
        .testTarget(
            name: "SystemTests",
            dependencies: [
                "OctoMationSimulator", "SOARAuth", "SOARCore", "SOARTransport", "TestSupport", "soar-mcp", httpTypes,
            ],
            swiftSettings: settings
        ),
    ]
)

// `make bench`: what is measured beside soar-mcp is kept out of everybody else's builds.
if Context.environment["SOAR_BENCHMARKS"] != nil {
    package.targets += [
        .executableTarget(
            name: "audit-bench", dependencies: ["SOARCore"], path: "Benchmarks/AuditBench", swiftSettings: settings),
        .executableTarget(
            name: "token-bench", dependencies: ["SOARAuth", "SOARCore", "TestSupport"], path: "Benchmarks/TokenBench",
            swiftSettings: settings),
        .executableTarget(
            name: "bare-server", dependencies: [hummingbird, nioCore], path: "Benchmarks/BareServer",
            swiftSettings: settings),
        .executableTarget(
            name: "protocol-server", dependencies: ["SOARAuth", "SOARCore", "SOARTransport", hummingbird, logging],
            path: "Benchmarks/ProtocolServer", swiftSettings: settings),
    ]
}

// `make fuzz`: what is fuzzed tells the engine which way it takes; only LLD links the engine.
if Context.environment["SOAR_FUZZ"] != nil {
    for target in package.targets where ["FuzzBodies", "SOARAuth", "SOARCore", "SOARTransport"].contains(target.name) {
        target.swiftSettings = settings + [.unsafeFlags(["-sanitize=fuzzer"])]
    }
    package.targets += [
        .systemLibrary(name: "LibFuzzer", path: "Fuzz/LibFuzzer"),
        .executableTarget(
            name: "soar-fuzz", dependencies: ["FuzzBodies", "LibFuzzer"], path: "Fuzz/Runner",
            swiftSettings: settings, linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])]),
    ]
}
