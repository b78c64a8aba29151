import Crypto
import FoundationEssentials

/// A key that a receiver shares with us, as Standard Webhooks writes it: `whsec_` and 24 to 64
/// bytes in base64. Never shown.
package struct WebhookSecret: Sendable {
  private let key: SymmetricKey

  /// - Returns: nil for a text that is no such secret.
  package init?(_ text: String) {
    let prefix = "whsec_"
    guard text.hasPrefix(prefix),
      let bytes = Data(base64Encoded: String(text.dropFirst(prefix.utf8.count))),
      (24...64).contains(bytes.count)
    else { return nil }
    key = SymmetricKey(data: bytes)
  }

  /// The signature of one delivery: `v1,` and HMAC-SHA256 over id, time and body, in base64.
  ///
  /// - Parameters:
  ///   - id: of the event; holds no full stop.
  ///   - seconds: of the attempt, since 1970.
  ///   - body: the bytes as they are sent.
  /// - Returns: one signature for the header.
  package func signature(id: String, seconds: Int64, body: [UInt8]) -> String {
    var code = HMAC<SHA256>(key: key)
    code.update(data: Array("\(id).\(seconds).".utf8))
    code.update(data: body)
    return "v1," + Data(code.finalize()).base64EncodedString()
  }
}

extension [WebhookSecret] {
  /// The header `webhook-signature`: one signature for each secret, so that a receiver may change
  /// from an old one to a new one in its own time.
  package func signatures(id: String, seconds: Int64, body: [UInt8]) -> String {
    map { $0.signature(id: id, seconds: seconds, body: body) }.joined(separator: " ")
  }
}

extension WebhookSecret: CustomStringConvertible, CustomReflectable {
  package var description: String { "whsec_…" }
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}
