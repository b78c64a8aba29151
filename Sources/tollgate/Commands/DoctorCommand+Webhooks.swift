import Delivery
import Store

extension DoctorCommand {
  /// Whether each webhook gets its events.
  static func check(
    webhooksOf place: Workplace, _ examination: inout Examination
  ) async throws {
    for webhook in place.settings.webhooks {
      do {
        _ = try webhook.webhook()
      } catch {
        examination.fail("webhook \(webhook.name)", "\(error)")
      }
    }
    try await place.store.registerWebhooks(place.settings.webhookEntries, exclusive: false)
    let listing = try await place.store.webhooks()
    for row in listing.rows {
      let values = Dictionary(zip(listing.columns, row), uniquingKeysWith: { first, _ in first })
      report(values, &examination)
    }
  }

  private static func report(_ webhook: [String: String], _ examination: inout Examination) {
    let name = webhook["webhook"] ?? ""
    let what = "events to \(name)"
    let waiting = "\(webhook["undelivered"] ?? "0") undelivered"
    let oldest = webhook["oldest"].flatMap { $0.isEmpty ? nil : ", the oldest of \($0)" } ?? ""
    let why = webhook["last_error"] ?? ""
    switch webhook["state"] {
    case "removed": return
    case "off":
      examination.fail(
        what,
        "switched off: it answered 410, that nobody is there any more; \(waiting)\(oldest). Mend "
          + "its url, or: tollgate events webhooks --switch-on \(name)")
    case "failing":
      examination.warn(
        what, "failing since \(webhook["failing_since"] ?? ""): \(why); \(waiting)\(oldest)")
    default:
      let dead = Int(webhook["dead"] ?? "") ?? 0
      if dead > 0 {
        examination.warn(what, "\(dead) given up: tollgate events dead; \(waiting)\(oldest)")
      } else {
        examination.pass(what, waiting + oldest)
      }
    }
  }
}
