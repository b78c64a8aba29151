import ArgumentParser
import Store

struct CallsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calls", abstract: "Lists calls, newest first.")
  @OptionGroup var global: GlobalOptions
  @Option(help: "Not before: a day or an RFC 3339 time.") var from: String?
  @Option(help: "Before: a day or an RFC 3339 time.") var to: String?
  @Option(help: "The CRM's id of a deal.") var deal: String?
  @Option(help: "The CRM's id of a manager.") var manager: String?
  @Option(help: "The CRM's id of a stage.") var stage: String?
  @Option(help: "How the link was decided, such as only_open_deal.") var method: String?
  @Flag(help: "Only calls whose deal is not certain.") var ambiguous = false
  @Option(help: "How many at most.") var limit: Int32 = 50

  func run() async throws {
    try await Workplace.run {
      let place = try await Workplace.open(global)
      var query = CallQuery()
      query.since = try from.map {
        try TimeOption($0, zone: place.settings.company.timeZone).instant
      }
      query.until = try to.map { try TimeOption($0, zone: place.settings.company.timeZone).instant }
      query.deal = deal
      query.manager = manager
      query.stage = stage
      query.method = method
      query.onlyAmbiguous = ambiguous
      query.limit = limit
      try await CallPrinter.show(query, place: place, json: global.json)
    }
  }
}

struct UnmatchedCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unmatched", abstract: "Lists calls with strangers that wait for a contact.")
  @OptionGroup var global: GlobalOptions
  @Option(help: "How many at most.") var limit: Int32 = 50

  func run() async throws {
    try await Workplace.run {
      let place = try await Workplace.open(global)
      var query = CallQuery()
      query.method = "unmatched"
      query.limit = limit
      try await CallPrinter.show(query, place: place, json: global.json)
    }
  }
}

/// Prints lists of calls.
enum CallPrinter {
  private static let columns = [
    "call_id", "started_at", "direction", "disposition", "talk_seconds", "manager_name",
    "contact_name", "deal", "stage", "link_method", "ambiguous",
  ]

  static func show(_ query: CallQuery, place: Workplace, json: Bool) async throws {
    let listing = try await place.store.calls(query)
    if json {
      guard let id = listing.columns.firstIndex(of: "call_id") else { return }
      for row in listing.rows {
        guard let call = Int64(row[id]), let text = try await place.store.callJSON(call) else {
          continue
        }
        Console.json(text)
      }
      return
    }
    Console.show(listing.picking(columns), json: false, empty: "There are no such calls.")
  }
}

extension Listing {
  /// The listing with these columns only.
  func picking(_ wanted: [String]) -> Listing {
    let places = wanted.compactMap { columns.firstIndex(of: $0) }
    var picked = self
    picked.columns = places.map { columns[$0] }
    picked.rows = rows.map { row in places.map { row[$0] } }
    return picked
  }
}
