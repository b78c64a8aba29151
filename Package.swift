// swift-tools-version: 6.1
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

// The module map is docs/architecture.md; ArchitectureTests holds every import against it.
let package = Package(
  name: "tollgate",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "tollgate", targets: ["tollgate"]),
    .executable(name: "sample-office", targets: ["SampleOfficeTool"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.0.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.80.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.30.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0"),
  ],
  targets: [
    // Foreign libraries
    .systemLibrary(
      name: "Clibpq", pkgConfig: "libpq", providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
    .target(
      name: "CPhoneNumbers",
      linkerSettings: [.linkedLibrary("phonenumber"), .linkedLibrary("stdc++")]),

    // Values and readers: no database
    .target(name: "CallModel", swiftSettings: strict),
    .target(
      name: "PhoneNumbers", dependencies: ["CallModel", "CPhoneNumbers"], swiftSettings: strict),
    .target(
      name: "CDR", dependencies: ["CallModel", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: strict),
    .target(name: "CRM", dependencies: ["CallModel"], swiftSettings: strict),
    .target(name: "Calendars", dependencies: ["CallModel"], swiftSettings: strict),
    .target(name: "Recordings", dependencies: ["CallModel"], swiftSettings: strict),

    // The database
    .target(
      name: "Postgres",
      dependencies: ["Clibpq", .product(name: "Logging", package: "swift-log")],
      swiftSettings: strict),
    .target(
      name: "EmbeddedPostgres",
      dependencies: [.product(name: "Subprocess", package: "swift-subprocess")],
      swiftSettings: strict),
    .target(name: "Schema", path: "sql", swiftSettings: strict, plugins: ["EmbedSQLPlugin"]),
    .plugin(
      name: "EmbedSQLPlugin", capability: .buildTool(), dependencies: ["EmbedSQL"],
      path: "Sources/Plugins/EmbedSQLPlugin"),
    .executableTarget(name: "EmbedSQL", swiftSettings: strict),
    .target(
      name: "Store",
      dependencies: [
        "CallModel", "Postgres", "Schema", .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),

    // What is made of them
    .target(
      name: "Ingest",
      dependencies: [
        "CallModel", "CDR", "CRM", "Calendars", "PhoneNumbers", "Recordings", "Store",
      ],
      swiftSettings: strict),
    .target(
      name: "Evidence",
      dependencies: ["CallModel", "Store", .product(name: "Yams", package: "Yams")],
      swiftSettings: strict),
    .target(
      name: "Reports", dependencies: ["CallModel", "Evidence", "Store"], swiftSettings: strict),
    .target(
      name: "Delivery",
      dependencies: [
        "CallModel", "Store", .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "tollgate",
      dependencies: [
        "CallModel", "PhoneNumbers", "CDR", "CRM", "Postgres", "EmbeddedPostgres", "Store",
        "Ingest", "Evidence", "Recordings", "Reports", "Delivery",
        "SampleOffice",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: strict),

    // A seeded office with the truth that its maker knew
    .target(name: "SampleOffice", swiftSettings: strict),
    .executableTarget(
      name: "SampleOfficeTool",
      dependencies: [
        "SampleOffice", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // How fast files are read: for `make bench` alone
    .executableTarget(name: "ParserBench", dependencies: ["CDR"], swiftSettings: strict),

    // Tests
    .target(
      name: "TestSupport",
      dependencies: ["CallModel", "EmbeddedPostgres", "Postgres", "Store"],
      path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(name: "ArchitectureTests", swiftSettings: strict),
    .testTarget(
      name: "PostgresTests", dependencies: ["Postgres", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "EmbeddedPostgresTests", dependencies: ["EmbeddedPostgres"], swiftSettings: strict),
    .testTarget(name: "PhoneNumbersTests", dependencies: ["PhoneNumbers"], swiftSettings: strict),
    .testTarget(name: "CDRTests", dependencies: ["CDR", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "CalendarsTests", dependencies: ["Calendars", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "RecordingsTests", dependencies: ["Recordings", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "CRMTests", dependencies: ["CRM", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "StoreTests", dependencies: ["Store", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "IngestTests",
      dependencies: [
        "CDR", "CRM", "CallModel", "Ingest", "Recordings", "PhoneNumbers", "Postgres",
        "SampleOffice", "Store",
        "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ScenarioTests",
      dependencies: [
        "CDR", "CallModel", "Evidence", "Ingest", "PhoneNumbers", "Postgres", "Store",
        "TestSupport", .product(name: "Yams", package: "Yams"),
      ],
      exclude: ["Scenarios"], swiftSettings: strict),
    .testTarget(
      name: "EvidenceTests", dependencies: ["Evidence", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "ReportsTests", dependencies: ["Reports", "TestSupport"], exclude: ["Golden"],
      swiftSettings: strict),
    .testTarget(
      name: "DeliveryTests", dependencies: ["Delivery", "Postgres", "TestSupport"],
      swiftSettings: strict),
    .testTarget(name: "SampleOfficeTests", dependencies: ["SampleOffice"], swiftSettings: strict),
    .testTarget(
      name: "CommandTests", dependencies: ["SampleOffice", "TestSupport", "tollgate"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
