import Store
import Testing

@Suite("Period of a report")
struct ReportScopeTests {
  @Test("the days are the company's, the last one included")
  func days() async throws {
    let office = try await ReportOffice.make()
    let scope = try await office.scope(first: "04", last: "05")
    #expect(scope.fromAt == (try ReportOffice.instant("04 00:00")))
    #expect(scope.toAt == (try ReportOffice.instant("06 00:00")))
    #expect(scope.period.asOf == "2024-03-08 18:00")
  }

  @Test("without days it is the 30 full days before today")
  func defaults() async throws {
    let office = try await ReportOffice.make()
    let asOf = try ReportOffice.instant("08 00:30")
    let scope = try await office.store.reportScope(firstDay: nil, lastDay: nil, asOf: asOf)
    #expect(scope.period.firstDay == "2024-02-07" && scope.period.lastDay == "2024-03-07")
  }

  @Test("with a first day alone it lasts until today")
  func firstAlone() async throws {
    let office = try await ReportOffice.make()
    let asOf = try ReportOffice.instant("08 00:30")
    let scope = try await office.store.reportScope(
      firstDay: "2024-03-08", lastDay: nil, asOf: asOf)
    #expect(scope.period.lastDay == "2024-03-08")
  }

  @Test(
    "a day that is none, and a span that ends before it begins, are refused",
    arguments: [("2024-02-30", "2024-03-01"), ("soon", "2024-03-01"), ("2024-03-02", "2024-03-01")])
  func refused(first: String, last: String) async throws {
    let office = try await ReportOffice.make()
    let asOf = try ReportOffice.instant("08 00:30")
    await #expect {
      _ = try await office.store.reportScope(firstDay: first, lastDay: last, asOf: asOf)
    } throws: { ($0 as? StoreError)?.code == .invalid }
  }
}
