import ArgumentParser
import Store

struct CallCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "call", abstract: "One call: its legs, why it is linked as it is, and your word.",
    subcommands: [Show.self, Explain.self, Assign.self])

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Shows a call and its legs.")
    @OptionGroup var global: GlobalOptions
    @Argument(help: "The call's number.") var id: Int64

    func run() async throws {
      try await Workplace.run {
        let place = try await Workplace.open(global)
        try await CallPrinter.facts(id, place: place, json: global.json)
        guard !global.json else { return }
        Console.line()
        let speakers = try await place.store.speakers(of: id)
        Console.show(speakers, json: false, empty: "Nobody of ours spoke with the client.")
        Console.line()
        Console.show(try await place.store.legs(of: id), json: false, empty: "It has no legs.")
      }
    }
  }

  struct Explain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Says by which rule a call was linked, and why every other deal lost.")
    @OptionGroup var global: GlobalOptions
    @Argument(help: "The call's number.") var id: Int64

    func run() async throws {
      try await Workplace.run {
        let place = try await Workplace.open(global)
        if global.json, let text = try await place.store.callExplanation(id) {
          return Console.json(text)
        }
        try await CallPrinter.facts(id, place: place, json: global.json)
        Console.line()
        let candidates = try await place.store.candidates(of: id)
        Self.show(
          candidates, empty: "Nobody in the CRM with this number takes part in a deal.")
        Console.line()
        Self.show(try await place.store.evidence(of: id), empty: "It has proved nothing.")
      }
    }

    /// A table whose sentences are not cut.
    private static func show(_ listing: Listing, empty: String) {
      guard !listing.rows.isEmpty else { return Console.line(empty) }
      for line in TextTable(header: listing.columns, rows: listing.rows, widest: 160).lines() {
        Console.line(line)
      }
    }
  }

  struct Assign: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Says which deal a call belongs to; sticks until it is taken back.")
    @OptionGroup var global: GlobalOptions
    @Argument(help: "The call's number.") var id: Int64
    @Option(help: "The CRM's id of the deal.") var deal: String?
    @Flag(help: "Take the word back; the rules decide again.") var clear = false
    @Option(help: "Why, for the record.") var why = ""
    @Option(help: "Who says so (default: the user that runs this).") var by: String?

    func validate() throws {
      guard clear != (deal != nil) else {
        throw ValidationError("Give either --deal or --clear.")
      }
    }

    func run() async throws {
      try await Workplace.run {
        let place = try await Workplace.open(global)
        try await place.store.assign(
          call: id, deal: clear ? nil : deal, by: by ?? Person.current, why: why)
        try await CallPrinter.facts(id, place: place, json: global.json)
      }
    }
  }
}

extension CallPrinter {
  /// A call's facts, one a line, or its JSON.
  ///
  /// - Throws: `CommandError` when there is no such call.
  static func facts(_ id: Int64, place: Workplace, json: Bool) async throws {
    let listing = try await place.store.call(id)
    guard let row = listing.rows.first else {
      throw CommandError(.failure, "There is no call \(id). 'tollgate calls' lists them.")
    }
    if json {
      Console.json(try await place.store.callJSON(id) ?? "")
      return
    }
    for (name, value) in zip(listing.columns, row) where !value.isEmpty {
      let label = name.padding(16)
      Console.line("\(label)  \(TextTable.printable(value))")
    }
  }
}

extension String {
  fileprivate func padding(_ width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - count))
  }
}
