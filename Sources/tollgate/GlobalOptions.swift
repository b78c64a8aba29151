import ArgumentParser
import FoundationEssentials
import Glibc

/// Options that every command takes. Precedence: option, environment, file, default.
struct GlobalOptions: ParsableArguments {
  @Option(help: "Configuration file (default: $TOLLGATE_CONFIG, ./tollgate.yaml).")
  var config: String?

  @Option(
    help:
      "Database: any libpq URI (default: $TOLLGATE_DATABASE, the file, PG… variables, else the embedded cluster)."
  )
  var database: String?

  @Option(help: "The company's schema (default: $TOLLGATE_SCHEMA, the file, tollgate).")
  var schema: String?

  @Option(
    help: "Folder of the embedded cluster (default: $TOLLGATE_DATA, else beside the user's data).")
  var data: String?

  @Flag(help: "Print JSON, one object a line.")
  var json = false

  /// The settings in force.
  ///
  /// - Throws: `SettingsError`.
  func settings() throws -> Settings {
    let environment = ProcessInfo.processInfo.environment
    var settings = Settings()
    if let path = config ?? environment["TOLLGATE_CONFIG"] {
      settings = try Settings(file: path)
    } else if FileManager.default.fileExists(atPath: "tollgate.yaml") {
      settings = try Settings(file: "tollgate.yaml")
    }
    settings.database = database ?? environment["TOLLGATE_DATABASE"] ?? settings.database
    if settings.database == nil, Self.hasLibpqVariables(environment) { settings.database = "" }
    settings.schema = schema ?? environment["TOLLGATE_SCHEMA"] ?? settings.schema
    return settings
  }

  /// libpq's own variables name a database as well as a URI does.
  private static func hasLibpqVariables(_ environment: [String: String]) -> Bool {
    ["PGHOST", "PGHOSTADDR", "PGSERVICE", "PGDATABASE"].contains { environment[$0] != nil }
  }

  /// Folder of the embedded cluster.
  var dataFolder: String {
    let environment = ProcessInfo.processInfo.environment
    if let folder = data ?? environment["TOLLGATE_DATA"] { return folder }
    if geteuid() == 0 { return "/var/lib/tollgate" }
    let home = environment["HOME"] ?? "."
    return (environment["XDG_DATA_HOME"] ?? home + "/.local/share") + "/tollgate"
  }
}
