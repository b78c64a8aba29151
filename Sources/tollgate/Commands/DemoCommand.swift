import ArgumentParser
import CRM
import CallModel
import EmbeddedPostgres
import Evidence
import FoundationEssentials
import Glibc
import Ingest
import Reports
import Store

struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Loads the sample office into a scratch database and tells what it sees.")
  @Option(help: "Folder of the sample office (default: samples/office here or beside the program).")
  var samples: String?
  @Option(help: "Language of gates and reports: en or ru.") var locale = "en"
  @Flag(help: "Keep the scratch database and say how to look into it.") var keep = false

  func run() async throws {
    try await Workplace.run {
      let office = try SampleFolder(samples)
      let folder = FileManager.default.temporaryDirectory
        .appending(path: "tollgate-demo-\(getpid())").path
      let cluster = EmbeddedCluster(dataFolder: folder)
      let running = try await cluster.start()
      do {
        try await tell(office: office, database: running.uri)
      } catch {
        try await Self.remove(cluster, folder)
        throw error
      }
      if keep {
        Console.line("\nThe scratch database stays. Look into it with:")
        Console.line("  psql '\(running.uri)&options=-csearch_path%3Dtollgate'")
        Console.line("  tollgate --config \(office.configuration) --data \(folder) calls")
      } else {
        try await Self.remove(cluster, folder)
      }
    }
  }

  private static func remove(_ cluster: EmbeddedCluster, _ folder: String) async throws {
    try await cluster.stop()
    // The folder is ours alone; what can't be removed is left to the system's cleaning.
    try? FileManager.default.removeItem(atPath: folder)
  }

  private func tell(office: SampleFolder, database: String) async throws {
    let started = Date()
    var settings = try Settings(file: office.configuration)
    settings.database = database
    let store = Store(database: database, schema: settings.schema)
    _ = try await store.migrate()
    let place = try await Workplace(settings: settings, store: store).configured()
    var story = DemoStory(place: place, office: office, locale: locale)
    try await story.load()
    try await story.tellLinks()
    try await story.tellGates()
    try await story.tellReports()
    let seconds = Date().timeIntervalSince(started)
    Console.line("\nAll of this took \((seconds * 10).rounded() / 10) s.")
    await store.close()
  }
}

/// Where the sample office lies.
struct SampleFolder {
  let path: String
  var configuration: String { path + "/tollgate.yaml" }
  var crm: String { path + "/crm" }
  var gates: String { path + "/gates.yaml" }

  /// - Throws: `CommandError` that says where it was looked for.
  init(_ given: String?) throws {
    // The program itself, though it was found in PATH or by a link.
    let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      .map { URL(filePath: $0).deletingLastPathComponent() }
    let places = [
      given, ProcessInfo.processInfo.environment["TOLLGATE_SAMPLES"], "samples/office",
      program?.appending(path: "../share/tollgate/samples/office").path,
    ].compactMap { $0 }
    guard
      let found = places.first(where: {
        FileManager.default.fileExists(atPath: $0 + "/tollgate.yaml")
      })
    else {
      throw CommandError(
        .noInput,
        "The sample office was not found in \(places.joined(separator: ", ")). "
          + "Run it in the checkout, or give --samples.")
    }
    path = found
  }
}
