import CDR
import Foundation
import Ingest
import PhoneNumbers
import Store
import TestSupport

/// The sample office: its exchanges as tollgate.yaml describes them, its CRM and its spools.
enum OfficeSite {
  /// A file of the spools.
  struct File: Sendable {
    /// Below the sample's folder, as the truth names it.
    let name: String
    let exchange: String

    var path: String { Samples.path("office/" + name) }
  }

  /// The spools' files. The rotated one before the one that followed it, as the truth counts what
  /// stands in both.
  static let files = [
    File(name: "cdr/hq/Master.csv.1", exchange: "hq"),
    File(name: "cdr/hq/Master.csv", exchange: "hq"),
    File(name: "cdr/hq/sales.csv", exchange: "hq"),
    File(name: "cdr/branch/cdr-custom.csv", exchange: "branch"),
    File(name: "cdr/freeswitch/Master.csv", exchange: "warehouse"),
  ]

  static let crmFolder = Samples.path("office/crm")

  /// The office with its CRM and all its files taken, made once and copied for each test.
  static func taken() async throws -> Switchboard {
    try Switchboard(
      await TestDatabase.make(template: "office_taken") { uri in
        let store = Store(database: uri)
        _ = try await store.migrate()
        try await importCRM(crmFolder, store)
        try await ingest(files, store)
        await store.close()
      })
  }

  static func importCRM(_ folder: String, _ store: Store) async throws {
    _ = try await CRMImport.run(folder: folder, store: store, region: "RU", dryRun: false)
  }

  @discardableResult
  static func ingest(
    _ files: [File], _ store: Store, options: IngestOptions = .withoutWaiting
  ) async throws -> [IngestSummary] {
    let profiles = try profiles()
    var summaries: [IngestSummary] = []
    for file in files {
      for profile in profiles where profile.name == file.exchange {
        let ingest = try await FileIngest(store: store, profile: profile, options: options)
        summaries.append(try await ingest.take(file.path, shownAs: file.name))
      }
    }
    return summaries
  }

  /// The exchanges of tollgate.yaml, which has one key a line.
  static func profiles() throws -> [PBXProfile] {
    profiles(of: String(decoding: try Samples.bytes("office/tollgate.yaml"), as: UTF8.self))
  }

  /// The exchanges of such a file.
  static func profiles(of text: String) -> [PBXProfile] {
    text.components(separatedBy: "  - name: ").dropFirst().map { block in
      var lines = block.split(separator: "\n").map(String.init)
      let name = lines.removeFirst()
      let pairs = lines.prefix { $0.hasPrefix("    ") }.compactMap { line in
        line.firstMatch(of: /^ +(\w+): (.*)$/).map { (String($0.1), String($0.2)) }
      }
      return profile(name, Dictionary(pairs, uniquingKeysWith: { $1 }))
    }
  }

  private static func profile(_ name: String, _ values: [String: String]) -> PBXProfile {
    let texts = values.mapValues { text in text.matches(of: /"([^"]*)"/).map { String($0.1) } }
    var rules = DialPlan.Rules(region: values.text("region"))
    rules.extensions = texts["extensions"]?.first
    rules.trunks = texts["trunks"]?.first
    rules.crmHint = texts["crm_hint"]?.first
    rules.ownNumbers = texts["own_numbers"] ?? []
    for code in texts["outcomes"] ?? [] { rules.outcomes[code] = "meeting_booked" }
    return PBXProfile(
      name: name, settings: FormatSettings(timeZone: values.text("timezone")), rules: rules)
  }
}
