package import CallModel

/// How a PBX's channels and numbers are to be read: which are extensions, which are outside lines,
/// which numbers are our own. Decides who is who in a leg, never by a fixed column.
///
/// Not shared between threads: it remembers what it has seen.
package final class DialPlan {
  /// What a PBX's configuration says.
  package struct Rules: Sendable, Hashable {
    /// Whole-match pattern of extensions; nil: two to five digits.
    package var extensions: String?
    /// Whole-match pattern of outside channels; nil: every channel of a telephony driver that is
    /// not an extension's.
    package var trunks: String?
    /// Our own lines, in any spelling: never the client.
    package var ownNumbers: [String]
    /// Pattern whose first group is a CRM deal id in the user field or account code.
    package var crmHint: String?
    /// Evidence kind by agent's code.
    package var outcomes: [String: String]
    /// Region whose dialling rules read the numbers, such as `RU`.
    package var region: String

    package init(region: String) {
      self.region = region
      ownNumbers = []
      outcomes = [:]
    }
  }

  private let rules: Rules
  private let numbers: NumberNormalizer
  private let extensionPattern: Pattern?
  private let trunkPattern: Pattern?
  private let hintPattern: Pattern?
  private let own: Set<PhoneNumber>
  private var channels: [String: End] = [:]
  private var extensionMemo: [String: Bool] = [:]

  /// - Throws: `PhoneNumbersError` when the region or a pattern is wrong.
  package init(rules: Rules) throws(PhoneNumbersError) {
    self.rules = rules
    let numbers = try NumberNormalizer(region: rules.region)
    self.numbers = numbers
    extensionPattern = try rules.extensions.map { text throws(PhoneNumbersError) in
      try Pattern(text, setting: "extensions")
    }
    trunkPattern = try rules.trunks.map { text throws(PhoneNumbersError) in
      try Pattern(text, setting: "trunks")
    }
    hintPattern = try rules.crmHint.map { text throws(PhoneNumbersError) in
      try Pattern(text, setting: "crm_hint")
    }
    own = Set(rules.ownNumbers.compactMap { numbers.normalize($0).phoneNumber })
  }

  /// Our own lines in E.164.
  package var ownNumbers: [PhoneNumber] { own.sorted { $0.e164 < $1.e164 } }

  /// A number as written, in E.164; nil when it is none.
  package func number(_ raw: String) -> PhoneNumber? { numbers.normalize(raw).phoneNumber }

  /// Who is who in a leg.
  package func parties(of leg: CallLeg) -> LegParties {
    let ends = leg.channel.isEmpty ? endsByNumber(leg) : endsByChannel(leg)
    var parties = LegParties(
      aKind: ends.a.kind, aExtension: ends.a.extension,
      bKind: ends.b.kind, bExtension: ends.b.extension)
    if ends.a.kind == .trunk {
      parties.externalRaw = leg.source
    } else if ends.b.kind == .trunk {
      parties.externalRaw = leg.destination
    }
    if let raw = parties.externalRaw, let number = number(raw) {
      if own.contains(number) {
        // A call between two lines of ours, though it goes over the outside: no client's.
        parties.externalRaw = nil
        if ends.a.kind == .trunk { parties.aKind = .other } else { parties.bKind = .other }
      } else {
        parties.externalNumber = number
      }
    }
    if ends.a.kind == .trunk, ends.b.kind == .trunk, let far = number(leg.destination) {
      if own.contains(far) { parties.bKind = .other } else { parties.farNumber = far }
    }
    parties.crmHint = hint(leg.userField) ?? hint(leg.accountCode)
    parties.outcomeCode = outcome(leg)
    return parties
  }

  // MARK: - Ends

  private struct End {
    var kind: LegParties.Kind
    var `extension`: String?
  }

  private func endsByChannel(_ leg: CallLeg) -> (a: End, b: End) {
    (end(channel: leg.channel), end(channel: leg.destinationChannel))
  }

  /// Formats without channels (FreeSWITCH's stock CSV): the numbers must do. A far end that has a
  /// leg of its own though its number is no extension is a telephone that we can't name.
  private func endsByNumber(_ leg: CallLeg) -> (a: End, b: End) {
    let isOutbound = isExtension(leg.source)
    let a = isOutbound ? End(kind: .extension, extension: leg.source) : End(kind: .trunk)
    if isExtension(leg.destination) {
      return (a, End(kind: .extension, extension: leg.destination))
    }
    if isOutbound {
      return (a, End(kind: number(leg.destination) == nil ? .none : .trunk))
    }
    return (a, End(kind: leg.destinationChannel.isEmpty ? .none : .other))
  }

  private func end(channel: String) -> End {
    guard !channel.isEmpty else { return End(kind: .none) }
    // `SIP/104-0000002b`: the counter behind the last dash is new each time, what is before it not.
    let peer = channel.lastIndex(of: "-").map { String(channel[..<$0]) } ?? channel
    if let known = channels[peer] { return known }
    let found = classify(channel: channel, peer: peer)
    if channels.count > 50_000 { channels.removeAll(keepingCapacity: true) }
    channels[peer] = found
    return found
  }

  /// Drivers whose channels end in Asterisk itself and not at somebody's ear.
  private static let innerDrivers: Set<String> = [
    "Announcer", "Bridge", "CBAnn", "CBRec", "ConfBridgeRec", "Console", "Message", "Recorder",
    "Snoop", "Surrogate", "UnicastRTP",
  ]

  private func classify(channel: String, peer: String) -> End {
    guard let slash = peer.firstIndex(of: "/") else { return End(kind: .other) }
    let driver = String(peer[..<slash])
    if driver == "Local" { return End(kind: .local) }
    let name = String(peer[peer.index(after: slash)...])
    if let trunkPattern, trunkPattern.matchesWhole(channel) { return End(kind: .trunk) }
    if isExtension(name) { return End(kind: .extension, extension: name) }
    if trunkPattern != nil || Self.innerDrivers.contains(driver) { return End(kind: .other) }
    return End(kind: .trunk)
  }

  /// Whether `text` is an extension of ours.
  package func isExtension(_ text: String) -> Bool {
    guard let extensionPattern else {
      let digits = text.utf8
      return (2...5).contains(digits.count)
        && digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
    guard text.utf8.count <= 32 else { return false }
    if let known = extensionMemo[text] { return known }
    let found = extensionPattern.matchesWhole(text)
    if extensionMemo.count > 50_000 { extensionMemo.removeAll(keepingCapacity: true) }
    extensionMemo[text] = found
    return found
  }

  // MARK: - What the record carries besides

  private func hint(_ text: String) -> String? {
    guard let hintPattern, !text.isEmpty else { return nil }
    return hintPattern.firstGroup(in: text)
  }

  /// Asterisk joins the user fields of both parties with a semicolon (cdr.c): a code set by the
  /// called agent arrives as `;code`, one set on the caller's channel as `code`.
  private func outcome(_ leg: CallLeg) -> String? {
    guard !rules.outcomes.isEmpty else { return nil }
    for part in leg.userField.split(separator: ";") {
      if let kind = rules.outcomes[part.trimmingPrefix { $0 == " " }.description] { return kind }
    }
    return leg.accountCode.isEmpty ? nil : rules.outcomes[leg.accountCode]
  }
}
