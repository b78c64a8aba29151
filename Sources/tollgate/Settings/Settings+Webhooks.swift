import Delivery

/// A webhook as the configuration describes it; its secrets are read when they are needed.
struct WebhookSettings {
  var name: String
  var address: WebhookAddress
  /// Patterns of types, `*` for any text.
  var events: [String]
  var secretFile: String
  var timeoutSeconds: Int64

  /// - Throws: `DeliveryError` when its secrets can't be used.
  func webhook() throws -> Webhook {
    Webhook(
      name: name, address: address, types: events,
      secrets: try SecretFile.secrets(at: secretFile, for: name), timeoutSeconds: timeoutSeconds)
  }
}

extension Settings {
  /// Types of events that there are.
  static let eventTypes = [
    "tollgate.evidence.recorded", "tollgate.evidence.revoked", "tollgate.gate.decided",
    "tollgate.intake.opened",
  ]

  mutating func readWebhooks(_ top: YAMLMapping) throws {
    let file = path ?? ""
    let known = ["name", "url", "secret_file", "events", "timeout", "insecure"]
    webhooks = try top.mappings("webhooks", known: known).map { hook in
      let name = try hook.string("name")
      let address: WebhookAddress
      do {
        address = try WebhookAddress(
          try hook.required("url"), isInsecure: try hook.boolean("insecure") ?? false, name: name)
      } catch let error as DeliveryError {
        throw SettingsError("\(file): \(error)")
      }
      let timeout = try hook.seconds("timeout") ?? 15
      guard (1...120).contains(timeout) else {
        throw SettingsError("\(file): the timeout of a webhook must be from 1s to 2m.")
      }
      return WebhookSettings(
        name: name ?? address.host, address: address,
        events: try Self.patterns(try hook.strings("events") ?? ["*"], file: file),
        secretFile: Self.resolve(try hook.required("secret_file"), beside: file),
        timeoutSeconds: Int64(timeout))
    }
    let names = webhooks.map(\.name)
    if let twice = names.first(where: { name in names.filter { $0 == name }.count > 1 }) {
      throw SettingsError("\(file): two webhooks have the name \"\(twice)\". Give each a name.")
    }
  }

  /// Patterns of event types, each of which has to fit one that there is.
  private static func patterns(_ patterns: [String], file: String) throws -> [String] {
    for pattern in patterns where !eventTypes.contains(where: { matches($0, pattern) }) {
      throw SettingsError(
        "\(file): no event has a type like \"\(pattern)\". Known: "
          + eventTypes.joined(separator: ", ") + "; * stands for any text.")
    }
    return patterns
  }

  /// Whether a type is like a pattern, `*` for any text.
  static func matches(_ type: String, _ pattern: String) -> Bool {
    let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
    guard parts.count > 1, let first = parts.first, let last = parts.last else {
      return type == pattern
    }
    guard type.hasPrefix(first) else { return false }
    var rest = type.dropFirst(first.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let found = rest.firstRange(of: part) else { return false }
      rest = rest[found.upperBound...]
    }
    return rest.hasSuffix(last)
  }
}
