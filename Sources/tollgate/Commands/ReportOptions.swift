import ArgumentParser
import Evidence
import FoundationEssentials
import Reports
import Store

/// What every report is asked, and how its answer is written.
struct ReportOptions: ParsableArguments {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, json, csv
  }

  @OptionGroup var global: GlobalOptions
  @Option(help: "First day, 2026-10-25, in the company's zone (default: 30 full days).")
  var from: String?
  @Option(help: "Last day, included (default: yesterday; today when --from is given).")
  var to: String?
  @Option(
    help: "The moment of the report, a day or RFC 3339; later facts are not seen (default: now).")
  var asOf: String?
  @Option(help: "Only this stage, by the CRM's id.") var stage: String?
  @Option(help: "Only this manager, by the CRM's id.") var manager: String?
  @Option(help: "List the deals behind this figure.") var figure: String?
  @Option(help: "table, json or csv.") var format = Format.table
  @Option(help: "Table of the report that --format csv writes (default: the main one).")
  var table: String?
  @Option(help: "Language: en or ru (default: the company's).") var locale: String?
  @Option(help: "File to write instead of the standard output.") var output: String?

  typealias Making = (ReportBuilder, ReportScope, ReportLocale, String?) async throws
    -> ReportDocument

  /// Refuses a figure that the report does not have.
  func checkFigure(_ known: [String]) throws {
    guard let figure, !known.contains(figure) else { return }
    throw ValidationError(
      known.isEmpty
        ? "This report lists its deals by itself; leave out --figure."
        : "There is no figure \"\(figure)\". Known: \(known.joined(separator: ", ")).")
  }

  /// Makes a report and writes it as asked.
  func print(_ make: Making) async throws {
    try await Workplace.run {
      let place = try await Workplace.open(global)
      let language = try place.settings.language(locale)
      let spoken = ReportLocale(rawValue: language.rawValue) ?? .en
      try await checkStage(place)
      let scope = try await scope(place)
      try write(try await make(ReportBuilder(place.store), scope, spoken, figure))
    }
  }

  /// - Throws: `SettingsError` when a day is none or the span ends before it begins.
  private func scope(_ place: Workplace) async throws -> ReportScope {
    let zone = place.settings.company.timeZone
    let moment = try asOf.map { try TimeOption($0, zone: zone).instant } ?? TimeOption.now
    do {
      return try await place.store.reportScope(
        firstDay: from, lastDay: to, asOf: moment, stage: stage, manager: manager)
    } catch {
      guard error.code == .invalid else { throw error }
      throw SettingsError(error.description, isUsage: true)
    }
  }

  /// A stage that is spelled wrong would give an empty report that looks like a good one.
  private func checkStage(_ place: Workplace) async throws {
    guard let stage else { return }
    let known = try await place.store.pipelineStages().map(\.stage)
    guard !known.contains(stage) else { return }
    throw SettingsError(
      "There is no stage \"\(stage)\". Known: \(known.joined(separator: ", ")).", isUsage: true)
  }

  private func write(_ document: ReportDocument) throws {
    guard let output else { return try show(document) }
    let bytes = try bytes(document)
    do {
      try Data(bytes).write(to: URL(filePath: output), options: .atomic)
    } catch {
      throw CommandError(
        .io, "Could not write the report to \(output): \(error)")
    }
  }

  private func bytes(_ document: ReportDocument) throws -> [UInt8] {
    guard isJSON else { return Array(try text(document).utf8) }
    var bytes: [UInt8] = []
    writeJSON(document) { bytes += $0 }
    return bytes
  }

  private var isJSON: Bool { global.json || format == .json }

  private func writeJSON(_ document: ReportDocument, to sink: JSONRenderer.Sink<Never>) {
    if global.json {
      JSONRenderer().writeLines(document, to: sink)
    } else {
      JSONRenderer().write(document, to: sink)
    }
  }

  /// A name in a report must not command the terminal; a CSV file stays as it is.
  private func show(_ document: ReportDocument) throws {
    guard !isJSON else { return writeJSON(document) { Console.jsonLines($0) } }
    var text = try text(document)
    if text.last == "\n" { text.removeLast() }
    if format == .csv {
      Console.line(text)
    } else {
      Console.text(text)
    }
  }

  private func text(_ document: ReportDocument) throws -> String {
    switch format {
    case .table: return TableRenderer().render(document)
    case .json: return JSONRenderer().render(document)
    case .csv:
      if let text = CSVRenderer().render(document, table: table) { return text }
      let known = document.tables.map(\.key).joined(separator: ", ")
      throw SettingsError(
        "The report has no table \"\(table ?? document.mainTable)\". Known: \(known).",
        isUsage: true)
    }
  }
}
