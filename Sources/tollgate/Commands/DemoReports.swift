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
    show(try await builder.coverage(scope).document(spoken))
    chapter("5. Leaks")
    show(try await builder.leaks(scope).document(spoken))
  }

  private func show(_ document: ReportDocument) {
    for line in TableRenderer().render(document).split(separator: "\n", omittingEmptySubsequences: false)
    {
      Console.line("  " + line)
    }
  }
}
