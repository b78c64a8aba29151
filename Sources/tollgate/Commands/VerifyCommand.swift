import ArgumentParser
import Store

struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Recomputes the conservation law over files, and all links, evidence and events.",
    discussion: "Exit 0 when all agrees, 1 when something does not.")
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    var faults = 0
    try await Workplace.run {
      let place = try await Workplace.open(global)
      let listing = try await place.store.faults()
      faults = listing.rows.count
      if faults > 0 || global.json {
        Console.show(listing, json: global.json, empty: "")
      } else {
        Console.line(
          "All agrees: every byte of every file is accounted for, every link and every piece of "
            + "evidence is what a recomputation gives.")
      }
    }
    if faults > 0 { throw ExitCode.failure }
  }
}
