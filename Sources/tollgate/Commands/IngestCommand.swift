import ArgumentParser
import FoundationEssentials
import Ingest
import Store

struct IngestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ingest",
    abstract: "Takes CDR files, calendars, sidecars and recordings once; for cron.",
    discussion: """
      A file is known by its content: taken again, renamed or overlapping, nothing is counted \
      twice. Bad records go to quarantine and the rest of the file goes on.

        tollgate ingest --pbx hq /var/log/asterisk/cdr-csv/Master.csv
        gzip -dc Master.csv.1.gz | tollgate ingest --pbx hq -
        tollgate ingest meetings.ics call.vcon.json

      Calendars (.ics) and sidecars (.vcon, .json) are told by their names and need no PBX. \
      Without files, the spools are taken and the folders of recordings looked through.
      """)

  @OptionGroup var global: GlobalOptions
  @Option(help: "The PBX that wrote the files, by its name in the configuration.")
  var pbx: String?
  @Option(help: "CDR format; detected when not given.")
  var format: String?
  @Option(help: "Seconds after which a last line without a line end counts as whole.")
  var tailGrace: Double = 5
  @Flag(help: "Take the file though its ids contradict the PBX's time zone.")
  var acceptZone = false
  @Option(help: "MiB of a file that are committed at once.")
  var batchSize: Int64 = 32
  @Flag(help: "Say nothing when all is well.")
  var quiet = false
  @Argument(help: "Files, or - for standard input; without any, the spools of the configuration.")
  var paths: [String] = []

  func run() async throws {
    var quarantined = 0
    try await Workplace.run {
      let place = try await Workplace.open(global)
      let work = try IngestPlan(
        settings: place.settings, pbx: pbx, paths: paths, isCDR: format != nil)
      var options = IngestOptions()
      options.format = format
      options.tailGraceSeconds = tailGrace
      options.acceptsZone = acceptZone
      options.batchBytes = max(1, batchSize) << 20
      let started = Date()
      var total = IngestSummary()
      var refusals: [any Error] = []
      for (profile, files) in work.files {
        let ingest = try await FileIngest(
          store: place.store, profile: profile, options: options, progress: Self.showProgress)
        for file in files {
          do {
            total += try await Self.take(file, with: ingest)
          } catch let error as IngestError {
            // One unreadable file must not keep the others from being taken.
            refusals.append(error)
            Console.note(error.description)
          }
        }
      }
      let sources = SourceRun(place: place, options: options)
      await sources.take(work, into: &total, refusals: &refusals)
      total.seconds = Date().timeIntervalSince(started)
      quarantined = total.outcome.quarantined
      if total.files > 0 || refusals.isEmpty { report(total) }
      if let first = refusals.first { throw ExitCode(for: first) }
    }
    if quarantined > 0 { throw ExitCode.quarantined }
  }

  private static func take(_ file: String, with ingest: FileIngest) async throws -> IngestSummary {
    guard file == "-" else { return try await ingest.take(file) }
    let spooled = try SpooledInput()
    defer { spooled.remove() }
    return try await ingest.take(spooled.path, shownAs: "-")
  }

  @Sendable private static func showProgress(_ taken: Int64, _ size: Int64) {
    Console.progress(taken < size ? "\(taken * 100 / max(size, 1)) % of \(size >> 20) MiB" : "")
  }

  private func report(_ summary: IngestSummary) {
    if global.json {
      Console.line(summary.json)
    } else if !quiet || summary.outcome.quarantined > 0 {
      Console.line(summary.sentence)
      if summary.outcome.quarantined > 0, !quiet {
        Console.note("see why: tollgate quarantine list")
      }
    }
  }
}
