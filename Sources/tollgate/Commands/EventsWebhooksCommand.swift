import ArgumentParser
import CallModel
import Delivery
import Store

struct EventsWebhooksCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "webhooks",
    abstract: "Lists the webhooks with what each still has to get, or switches one on again.")
  @OptionGroup var global: GlobalOptions
  @Option(help: "Switch this one on again, which answered that nobody is there any more (410).")
  var switchOn: String?

  func run() async throws {
    try await Workplace.run {
      let place = try await Workplace.open(global)
      if let switchOn {
        try await place.store.switchOnWebhook(switchOn)
        Console.text("Webhook \(switchOn) is on.")
        return
      }
      try await place.store.registerWebhooks(place.settings.webhookEntries, exclusive: false)
      Console.show(
        try await place.store.webhooks(), json: global.json,
        empty: "No webhook is configured: see docs/webhooks.md.")
    }
  }
}

struct EventsDeadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dead", abstract: "Lists events that a webhook would not take.")
  @OptionGroup var global: GlobalOptions
  @Option(help: "Only of this webhook.") var webhook: String?
  @Option(help: "How many at most.") var limit: Int32 = 200

  func run() async throws {
    try await Workplace.run {
      let place = try await Workplace.open(global)
      Console.show(
        try await place.store.deadLetters(webhook: webhook, limit: limit), json: global.json,
        empty: "There are no dead letters.")
    }
  }
}

struct EventsReplayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Has events delivered again: dead letters, or all since some time.",
    discussion: """
        tollgate events replay --webhook crm                    # all dead letters
        tollgate events replay --webhook crm 4711 4712          # these, by their sequence
        tollgate events replay --webhook crm --since 2026-11-20 # everything, taken before or not
      """)
  @OptionGroup var global: GlobalOptions
  @Option(help: "The webhook's name.") var webhook: String
  @Option(help: "Everything after the event with this sequence.") var after: Int64?
  @Option(help: "Everything recorded since: a day or an RFC 3339 time.") var since: String?
  @Argument(help: "Sequences of dead letters; all when none is given.") var sequences: [Int64] = []

  func validate() throws {
    let choices = [after != nil, since != nil, !sequences.isEmpty].filter { $0 }.count
    if choices > 1 { throw ValidationError("Give --after, --since, or sequences of dead letters.") }
  }

  func run() async throws {
    try await Workplace.run {
      let place = try await Workplace.open(global)
      let store = place.store
      var start = after
      if let since {
        let moment = try TimeOption(since, zone: place.settings.company.timeZone).instant
        start = try await store.eventSequence(before: moment)
      }
      if let start {
        let count = try await store.replayEvents(of: webhook, after: start)
        Console.text(
          "Webhook \(webhook) goes back by \(count) events and gets its own of them again.")
      } else {
        let count = try await store.replayDeadLetters(
          of: webhook, places: sequences.isEmpty ? nil : sequences)
        Console.text("\(count) dead letters are tried again.")
      }
    }
  }
}

struct EventsForgetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forget",
    abstract: "Removes old events that every webhook has had; the facts stay.")
  @OptionGroup var global: GlobalOptions
  @Option(help: "Those recorded before: a day or an RFC 3339 time.") var before: String

  func run() async throws {
    try await Workplace.run {
      let place = try await Workplace.open(global)
      let moment = try TimeOption(before, zone: place.settings.company.timeZone).instant
      Console.line("\(try await place.store.forgetEvents(before: moment)) events are removed.")
    }
  }
}

extension Settings {
  /// The webhooks as the database knows them.
  var webhookEntries: [WebhookEntry] {
    webhooks.map { WebhookEntry(name: $0.name, address: $0.address.shown, types: $0.events) }
  }
}
