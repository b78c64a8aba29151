import CallModel
import Reports
import Store

/// The last chapters of the demo: coverage by stage, and where the money leaks.
struct DemoReports {
  let place: Workplace
  let locale: String

  func tell(chapter: (String) -> Void) async throws {
    let builder = ReportBuilder(place.store)
    let spoken = ReportLocale(rawValue: locale) ?? .en
    // The sample's last day, and not today: the report is the same whenever the demo runs.
    let asOf = try await place.store.completeUpTo() ?? TimeOption.now
    let scope = try await place.store.reportScope(firstDay: nil, lastDay: nil, asOf: asOf)
    chapter("4. Coverage by stage")
    show(Self.byStage(try await builder.coverage(scope).document(spoken)))
    chapter("5. Leaks")
    show(Self.top(try await builder.leaks(scope).document(spoken)))
    Console.line(
      "  All of it: tollgate report coverage, leaks or funnel (--format csv, --locale ru).")
  }

  /// The stages' totals; the whole report has a row for each manager.
  private static func byStage(_ document: ReportDocument) -> ReportDocument {
    var short = document
    short.tables = document.tables.filter { $0.key == "coverage" }.map { table in
      var totals = table
      totals.rows = ReportRows(table.rows.filter { $0.first != .text("manager") })
      totals.definitions = []
      return totals
    }
    return short
  }

  /// The classes with their money, and of each the first leaks.
  private static func top(_ document: ReportDocument) -> ReportDocument {
    var short = document
    // How complete the data is was said above.
    short.completeness = []
    short.tables = document.tables.filter { ["summary", "leaks"].contains($0.key) }.map { table in
      var first = table
      first.shownPerGroup = table.key == "leaks" ? 2 : nil
      return first
    }
    return short
  }

  private func show(_ document: ReportDocument) {
    let text = TableRenderer().render(document)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      Console.line("  " + line)
    }
  }
}
