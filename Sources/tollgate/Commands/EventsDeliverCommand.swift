import ArgumentParser
import Delivery
import Store

struct EventsDeliverCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deliver",
    abstract: "Brings events to the webhooks of the configuration.",
    discussion: """
      Once, for cron; or with --follow until ended by SIGINT or SIGTERM, as a service. Several at \
      once share the webhooks and send nothing side by side.
      """)
  @OptionGroup var global: GlobalOptions
  @Flag(help: "Deliver what can be delivered now, and end (this is what it does by default).")
  var once = false
  @Flag(help: "Go on until ended.") var follow = false
  @Flag(help: "Say nothing when all is well.") var quiet = false

  func validate() throws {
    if once, follow { throw ValidationError("Give --once or --follow, not both.") }
  }

  func run() async throws {
    Interruption.listen()
    try await Workplace.run {
      let place = try await Workplace.open(global)
      let webhooks = try place.settings.webhooks.map { try $0.webhook() }
      try await place.store.registerWebhooks(webhooks.map(\.entry), exclusive: true)
      guard !webhooks.isEmpty else {
        throw CommandError(.configuration, "No webhook is configured: see docs/webhooks.md.")
      }
      var options = DeliveryOptions()
      options.isStopping = { Interruption.isWished }
      let client = WebhookClient(now: options.now)
      let service = DeliveryService(
        workers: webhooks.map { webhook in
          WebhookWorker(webhook: webhook, store: place.store, options: options) {
            await client.send($0)
          }
        }, options: options)
      do {
        try await deliver(service, place)
        await client.close()
      } catch {
        await client.close()
        throw error
      }
    }
  }

  private func deliver(_ service: DeliveryService, _ place: Workplace) async throws {
    guard follow else {
      report(try await service.once())
      return
    }
    let listener = try await Workplace.open(global).store
    try await service.follow(listener: listener) { Console.note($0) }
  }

  private func report(_ tallies: [String: DeliveryTally]) {
    for (name, tally) in tallies.sorted(by: { $0.key < $1.key }) {
      if global.json {
        Console.line(
          "{\"webhook\":\(JSONLine.string(name)),\"delivered\":\(tally.delivered),"
            + "\"failed\":\(tally.failed),\"dead\":\(tally.dead)}")
      } else if !quiet || tally.failed > 0 || tally.dead > 0 {
        Console.text(
          "\(name): \(tally.delivered) delivered, \(tally.failed) attempts failed, "
            + "\(tally.dead) given up.")
      }
    }
  }
}
