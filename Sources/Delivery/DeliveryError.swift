/// Why a webhook can't be delivered to as it is configured.
package struct DeliveryError: Error, Sendable, CustomStringConvertible {
  package enum Code: String, Sendable, Hashable {
    /// The address is none that we send to.
    case address
    /// The file of secrets can't be used.
    case secret
  }

  package var code: Code
  /// Name of the webhook.
  package var webhook: String
  /// Sentences: what is wrong and what to do. Never a secret.
  package var message: String

  package init(_ code: Code, webhook: String, message: String) {
    self.code = code
    self.webhook = webhook
    self.message = message
  }

  package var description: String { "webhook \(webhook): \(message)" }
}
