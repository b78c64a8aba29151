package import Store

/// A receiver of events.
package struct Webhook: Sendable {
  package var name: String
  package var address: WebhookAddress
  /// Patterns of types, `*` for any text.
  package var types: [String]
  /// Never empty: each signs.
  package var secrets: [WebhookSecret]
  /// Seconds that it has for its answer.
  package var timeoutSeconds: Int64

  package init(
    name: String, address: WebhookAddress, types: [String], secrets: [WebhookSecret],
    timeoutSeconds: Int64
  ) {
    self.name = name
    self.address = address
    self.types = types
    self.secrets = secrets
    self.timeoutSeconds = timeoutSeconds
  }

  /// As the database knows it.
  package var entry: WebhookEntry {
    WebhookEntry(name: name, address: address.shown, types: types)
  }
}
