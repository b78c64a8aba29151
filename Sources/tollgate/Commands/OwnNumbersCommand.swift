import ArgumentParser
import FoundationEssentials
import Ingest
import Store

struct OwnNumbersCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "own-numbers",
    abstract: "Lines of our own: those named, and those that trunks show and nobody has named.",
    subcommands: [List.self, Confirm.self, Reject.self], defaultSubcommand: List.self)

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists them with their state; candidates wait for your word (the default).")
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await Workplace.run {
        let place = try await Workplace.open(global)
        let candidates = try await place.ownNumbers.candidates()
        let rows =
          candidates.map { OwnNumberRow($0) }
          + (try await place.store.ownNumbers().map { OwnNumberRow($0) })
        try OwnNumberRow.show(rows, json: global.json)
      }
    }
  }

  struct Confirm: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Says that a number is ours; calls with it that are stored become internal.")
    @OptionGroup var word: Word
    func run() async throws { try await word.give(isOurs: true) }
  }

  struct Reject: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Says that a number is not ours; takes back what was confirmed.")
    @OptionGroup var word: Word
    func run() async throws { try await word.give(isOurs: false) }
  }

  /// A person's word on a number.
  struct Word: ParsableArguments {
    @OptionGroup var global: GlobalOptions
    @Argument(help: "The number, in any spelling of the company's region.") var number: String
    @Option(help: "Who says so (default: the user that runs this).") var by: String?

    func give(isOurs: Bool) async throws {
      try await Workplace.run {
        let place = try await Workplace.open(global)
        let (number, outcome) = try await place.ownNumbers.decide(
          number, isOurs: isOurs, by: by ?? Person.current)
        if global.json {
          Console.line(
            "{\"number\":\"\(number)\",\"own\":\(isOurs),\"legs\":\(outcome.legs),"
              + "\"calls_changed\":\(outcome.callsChanged)}")
        } else {
          Console.line(
            "\(number) is \(isOurs ? "" : "not ")a line of ours. "
              + "\(outcome.legs) legs read anew, \(outcome.callsChanged) calls changed.")
        }
      }
    }
  }
}

/// A line of the list.
private struct OwnNumberRow: Encodable {
  var number: String
  /// `candidate`, `configured`, `confirmed` or `rejected`.
  var state: String
  var pbx: [String]
  /// Legs that called it from outside and that showed it outwards; nil for what is decided.
  var called, shown: Int?
  var example_call: Int64?
  var by: String?

  init(_ candidate: OwnNumberCandidate) {
    number = candidate.number
    state = "candidate"
    pbx = candidate.exchanges
    called = candidate.called
    shown = candidate.shown
    example_call = candidate.exampleCall
  }

  init(_ own: OwnNumber) {
    number = own.number
    state = own.state.rawValue
    pbx = own.exchange.isEmpty ? [] : [own.exchange]
    by = own.by
  }

  static func show(_ rows: [OwnNumberRow], json: Bool) throws {
    guard !json else {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      for row in rows { Console.json(String(decoding: try encoder.encode(row), as: UTF8.self)) }
      return
    }
    guard !rows.isEmpty else { return Console.note("No line of our own is known or suspected.") }
    let header = ["number", "state", "pbx", "called", "shown", "example_call", "by"]
    let cells = rows.map { row in
      [
        row.number, row.state, row.pbx.joined(separator: ", "), row.called.map(String.init) ?? "",
        row.shown.map(String.init) ?? "", row.example_call.map(String.init) ?? "", row.by ?? "",
      ]
    }
    for line in TextTable(header: header, rows: cells).lines() { Console.line(line) }
  }
}
