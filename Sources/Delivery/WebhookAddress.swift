import FoundationEssentials

/// Where events are sent to: https, or http on this machine, and no credentials in it.
package struct WebhookAddress: Sendable, Hashable {
  /// The whole address.
  package let text: String
  /// Host name, without a port.
  package let host: String
  /// The address without its query, which may hold a key.
  package let shown: String

  /// - Parameters:
  ///   - text: an http or https URL.
  ///   - isInsecure: whether http is allowed to other machines too.
  ///   - name: of the webhook, for the error; nil when it has none.
  /// - Throws: `.address` with what to do.
  package init(_ text: String, isInsecure: Bool, name: String?) throws(DeliveryError) {
    func wrong(_ message: String) -> DeliveryError {
      DeliveryError(.address, webhook: name ?? "without a name", message: message)
    }
    guard let url = URL(string: text), let host = url.host(), !host.isEmpty,
      let scheme = url.scheme?.lowercased(), ["http", "https"].contains(scheme)
    else { throw wrong("Its url is no https address.") }
    guard url.user() == nil, url.password() == nil else {
      throw wrong("Its url holds a user or password. Deliveries are signed; leave them out.")
    }
    guard scheme == "https" || isInsecure || Self.isOwnMachine(host) else {
      throw wrong(
        "Its url is http, which anybody on the way can read and change. Use https; or say "
          + "insecure: true if the way is safe.")
    }
    self.text = text
    self.host = host
    shown = String(text.prefix { $0 != "?" && $0 != "#" })
  }

  private static func isOwnMachine(_ host: String) -> Bool {
    if ["localhost", "::1", "[::1]"].contains(host.lowercased()) { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    return parts.count == 4 && parts.allSatisfy { $0 != nil } && parts.first == 127
  }
}
