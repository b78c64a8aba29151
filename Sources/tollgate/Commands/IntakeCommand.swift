import ArgumentParser
import Evidence
import Reports
import Store

struct IntakeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "intake",
    abstract: "Strangers who called in and wait to be classified: docs/intake.md.",
    subcommands: [List.self, Show.self, Dismiss.self, Reopen.self], defaultSubcommand: List.self)

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists the cards that wait, those due first (the default).")
    @OptionGroup var global: GlobalOptions
    @Flag(help: "Only those past their due time.") var overdue = false
    @Flag(help: "Those that are closed instead, the newest first.") var closed = false

    private static let columns = [
      "card", "number", "opened_at", "due_at", "overdue", "calls", "answered", "called_out",
      "last_call", "last_manager", "did", "next_step",
    ]
    private static let closedColumns = [
      "card", "number", "opened_at", "due_at", "overdue", "closed_at", "closed_how", "closed_by",
      "closed_why",
    ]

    func run() async throws {
      try await Workplace.run {
        let place = try await Workplace.open(global)
        var query = IntakeQuery()
        query.overdue = overdue
        query.closed = closed
        let cards = try await place.store.intake(query, asOf: TimeOption.now)
        Console.show(
          global.json
            ? cards : cards.picking(closed ? Self.closedColumns : Self.columns),
          json: global.json,
          empty: closed ? "No card was closed." : "Nobody waits in the intake.")
      }
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Shows a card, what to do next, and the calls of its number.")
    @OptionGroup var global: GlobalOptions
    @Argument(help: "The card's number.") var id: Int64
    @Option(help: "Language of the next step: en or ru (default: the company's).")
    var locale: String?

    func run() async throws {
      try await Workplace.run {
        let place = try await Workplace.open(global)
        let language = try place.settings.language(locale)
        try await IntakePrinter.card(id, place: place, json: global.json)
        guard !global.json else { return }
        if let step = try await IntakePrinter.step(of: id, place: place) {
          Console.line()
          Console.line(IntakeStep.sentence(step, ReportLocale(rawValue: language.rawValue) ?? .en))
        }
        Console.line()
        Console.show(
          try await place.store.intakeCalls(of: id), json: false, empty: "It has no calls.")
      }
    }
  }

  struct Dismiss: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Closes a card: spam, a supplier, a wrong number.",
      discussion: """
        A call of the number after intake_quiet_days (30) opens a new card; with --forever none does.
        """)
    @OptionGroup var global: GlobalOptions
    @Argument(help: "The card's number.") var id: Int64
    @Option(help: "Why.") var why: String
    @Flag(help: "The number is nobody's client: no later call shall open a card.")
    var forever = false
    @Option(help: "Who says so (default: the user that runs this).") var by: String?

    func run() async throws {
      try await Workplace.run {
        let place = try await Workplace.open(global)
        try await place.store.dismissIntake(
          id, by: by ?? Person.current, why: why, forever: forever)
        try await IntakePrinter.card(id, place: place, json: global.json)
      }
    }
  }

  struct Reopen: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Takes a dismissal back.")
    @OptionGroup var global: GlobalOptions
    @Argument(help: "The card's number.") var id: Int64
    @Option(help: "Who says so (default: the user that runs this).") var by: String?

    func run() async throws {
      try await Workplace.run {
        let place = try await Workplace.open(global)
        let waiting = try await place.store.reopenIntake(id, by: by ?? Person.current)
        try await IntakePrinter.card(waiting ?? id, place: place, json: global.json)
      }
    }
  }
}

/// Prints intake cards.
private enum IntakePrinter {
  /// A card's facts, one a line, or its JSON.
  ///
  /// - Throws: `CommandError` when there is no such card.
  static func card(_ id: Int64, place: Workplace, json: Bool) async throws {
    let cards = try await listing(id, place)
    guard let row = cards.rows.first, let line = cards.json.first else {
      throw CommandError(.failure, "There is no intake card \(id). 'tollgate intake' lists them.")
    }
    guard !json else { return Console.json(line) }
    for (name, value) in zip(cards.columns, row) where !value.isEmpty {
      let label = name + String(repeating: " ", count: max(0, 22 - name.count))
      Console.line("\(label)  \(TextTable.printable(value))")
    }
  }

  /// The next step's fixed word; nil for a card that is closed.
  static func step(of id: Int64, place: Workplace) async throws -> String? {
    let cards = try await listing(id, place)
    guard let row = cards.rows.first, let column = cards.columns.firstIndex(of: "next_step"),
      !row[column].isEmpty
    else { return nil }
    return row[column]
  }

  private static func listing(_ id: Int64, _ place: Workplace) async throws -> Listing {
    var query = IntakeQuery()
    query.card = id
    return try await place.store.intake(query, asOf: TimeOption.now)
  }
}
