import ArgumentParser
import CRM
import CallModel
import Ingest
import Store

struct CRMCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "crm", abstract: "What the CRM knows: contacts, deals, stages, tasks.",
    subcommands: [Import.self])

  struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Takes a folder of CSV files, in one transaction; links affected calls anew.",
      discussion: "Files, columns and an example: docs/crm.md and samples/office/crm.")
    @OptionGroup var global: GlobalOptions
    @Flag(
      help:
        "Each file holds everything about what it names: facts that it lacks are removed.")
    var complete = false
    @Flag(help: "Only say what would change.")
    var dryRun = false
    @Flag(help: "Say nothing when all is well.")
    var quiet = false
    @Argument(help: "Folder with managers.csv, contacts.csv, deals.csv and the others.")
    var folder: String

    func run() async throws {
      var quarantined = 0
      try await Workplace.run {
        let place = try await Workplace.open(global)
        let summary = try await CRMImport.run(
          folder: folder, store: place.store, region: place.settings.company.region,
          isComplete: complete, dryRun: dryRun)
        quarantined = summary.quarantined
        show(summary)
      }
      if quarantined > 0 { throw ExitCode.quarantined }
    }

    private func show(_ summary: CRMImportSummary) {
      for warning in summary.warnings { Console.note(warning) }
      if global.json {
        for file in summary.files { Console.line(file.json) }
        Console.line(summary.json)
        return
      }
      guard !quiet || summary.quarantined > 0 else { return }
      let header = [
        "file", "read", "new", "changed", "unchanged", "removed", "quarantined", "arrived",
      ]
      let rows = summary.files.map { file in
        [file.file.rawValue]
          + [
            file.read, file.new, file.changed, file.unchanged, file.removed, file.quarantined,
            file.arrived,
          ].map(String.init)
      }
      for line in TextTable(header: header, rows: rows).lines() { Console.line(line) }
      Console.line(summary.sentence)
    }
  }
}

extension CRMImportSummary {
  fileprivate var sentence: String {
    let head = isDryRun ? "Dry run, nothing was kept. " : ""
    return head
      + "\(affectedNumbers) numbers affected, \(callsChanged) calls linked anew; "
      + "evidence: \(evidenceRecorded) recorded, \(evidenceRevoked) revoked."
  }

  fileprivate var json: String {
    let pairs: [(String, Int)] = [
      ("quarantined", quarantined), ("removed", removed), ("periods_changed", periodsChanged),
      ("affected_numbers", affectedNumbers), ("calls_changed", callsChanged),
      ("evidence_recorded", evidenceRecorded), ("evidence_revoked", evidenceRevoked),
      ("warnings", warnings.count),
    ]
    let members = pairs.map { "\"\($0)\":\($1)" }.joined(separator: ",")
    return "{\(members),\"dry_run\":\(isDryRun)}"
  }
}

extension CRMImportSummary.Count {
  fileprivate var json: String {
    let pairs: [(String, Int)] = [
      ("read", read), ("new", new), ("changed", changed), ("unchanged", unchanged),
      ("repeated", repeated), ("quarantined", quarantined), ("arrived", arrived),
      ("removed", removed),
    ]
    let members = pairs.map { "\"\($0)\":\($1)" }.joined(separator: ",")
    return "{\"file\":\"\(file.rawValue)\",\(members)}"
  }
}
