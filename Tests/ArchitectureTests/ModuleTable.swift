/// Which module may use which: the module map of docs/architecture.md, as tests hold it.
///
/// SwiftPM alone does not keep it, because a module that a dependency depends on can be imported
/// without being named in Package.swift.
enum ModuleTable {
  /// What one target may use.
  struct Allowance {
    /// Our own modules.
    var ours: Set<String> = []
    /// Modules of other packages and of the toolchain.
    var outside: Set<String> = []
  }

  /// The C library under its names on various systems, and what belongs to the language: open to
  /// every module. Foundation is not: its time zones need data that a static binary lacks.
  static let platform: Set<String> = ["Darwin", "Glibc", "Musl", "Synchronization"]

  /// What tests may use beside the module that they test.
  static let testing: Set<String> = ["Foundation", "FoundationEssentials", "Testing"]

  /// Targets of the program, by name.
  static let sources: [String: Allowance] = [
    "CallModel": Allowance(outside: ["FoundationEssentials"]),
    "PhoneNumbers": Allowance(ours: ["CallModel", "CPhoneNumbers"]),
    "CDR": Allowance(
      ours: ["CallModel"], outside: ["Crypto", "FoundationEssentials", "FoundationXML"]),
    "CRM": Allowance(ours: ["CallModel"], outside: ["FoundationEssentials"]),
    "Calendars": Allowance(ours: ["CallModel"]),
    "Recordings": Allowance(ours: ["CallModel"]),
    "Postgres": Allowance(ours: ["Clibpq"], outside: ["Logging"]),
    "EmbeddedPostgres": Allowance(outside: ["Subprocess", "SystemPackage"]),
    "Schema": Allowance(),
    "Store": Allowance(
      ours: ["CallModel", "Postgres", "Schema"], outside: ["Crypto", "FoundationEssentials"]),
    "Ingest": Allowance(
      ours: ["CallModel", "CDR", "CRM", "Calendars", "PhoneNumbers", "Recordings", "Store"],
      outside: ["FoundationEssentials"]),
    "Evidence": Allowance(
      ours: ["CallModel", "Store"], outside: ["FoundationEssentials", "Yams"]),
    "Reports": Allowance(
      ours: ["CallModel", "Evidence", "Store"], outside: ["FoundationEssentials"]),
    "Delivery": Allowance(
      ours: ["CallModel", "Store"],
      outside: ["AsyncHTTPClient", "Crypto", "FoundationEssentials", "NIOCore", "NIOHTTP1"]),
    "SampleOffice": Allowance(),
    "SampleOfficeTool": Allowance(
      ours: ["SampleOffice"], outside: ["ArgumentParser", "FoundationEssentials"]),
    "tollgate": Allowance(
      ours: [
        "CallModel", "PhoneNumbers", "CDR", "CRM", "Postgres", "EmbeddedPostgres", "Store",
        "Ingest", "Evidence", "Recordings", "Reports", "Delivery",
        "SampleOffice",
      ],
      outside: ["ArgumentParser", "FoundationEssentials", "Logging", "Yams"]),
    "ParserBench": Allowance(ours: ["CDR"]),
    // Run by SwiftPM while it builds, never by the program.
    "EmbedSQL": Allowance(outside: ["Foundation"]),
    "EmbedSQLPlugin": Allowance(ours: ["EmbedSQL"], outside: ["Foundation", "PackagePlugin"]),
    // Foreign libraries: no Swift in them.
    "Clibpq": Allowance(),
    "CPhoneNumbers": Allowance(),
  ]

  /// What a test target may use: what its module uses, the module itself, and what tests share.
  ///
  /// - Parameter name: a target below Tests.
  /// - Returns: nil when there is no such test target.
  static func tests(of name: String) -> Allowance? {
    let shared: Set<String> = ["CallModel", "EmbeddedPostgres", "Postgres", "Store"]
    switch name {
    case "TestSupport":
      return Allowance(ours: shared, outside: testing.union(["Logging"]))
    case "ArchitectureTests":
      return Allowance(outside: testing)
    case "CommandTests":
      // The program is depended on so that it is built; it is run as a user runs it.
      return Allowance(
        ours: shared.union(["SampleOffice", "TestSupport", "tollgate"]),
        outside: testing.union(["Subprocess"]))
    case "ScenarioTests":
      // What is said of the whole is held against the whole.
      return Allowance(
        ours: shared.union(["CDR", "Evidence", "Ingest", "PhoneNumbers", "TestSupport"]),
        outside: testing.union(["Yams"]))
    default:
      guard name.hasSuffix("Tests"), let module = sources[String(name.dropLast("Tests".count))]
      else { return nil }
      return Allowance(
        ours: module.ours.union(shared).union([
          String(name.dropLast("Tests".count)), "SampleOffice", "TestSupport",
        ]),
        outside: module.outside.union(testing))
    }
  }

  /// - Parameter path: a Swift file's path below the root of the checkout.
  /// - Returns: the target that it is part of; nil when it is part of none.
  static func target(of path: String) -> String? {
    let parts = path.split(separator: "/").map(String.init)
    guard let top = parts.first, parts.count > 1 else { return nil }
    switch (top, parts.dropFirst().first) {
    case ("sql", _): return "Schema"
    case ("Sources", "Plugins"): return parts.dropFirst(2).first
    case ("Sources", let name), ("Tests", let name): return name
    default: return nil
    }
  }

  /// - Parameter target: a target's name.
  /// - Returns: what it may use; nil when the table does not know it.
  static func allowance(of target: String) -> Allowance? {
    sources[target] ?? tests(of: target)
  }
}
