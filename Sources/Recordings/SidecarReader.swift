import CallModel

/// Reads sidecars: vCon of every draft so far, and plain JSON objects.
///
/// Plain JSON has the keys `uniqueid`, `linkedid`, `call` or `uuid` (ids of the exchange), `number`,
/// `phone`, `from` and `to`, `start` (RFC 3339), `duration` (seconds), `outcome`, `tags`, and
/// `transcript`, `summary` or `text`; further keys are passed over. It must say of which call it
/// tells: by an id, also one in its own name, or by a number and a start.
package enum SidecarReader {
  /// Bytes of the longest file.
  package static let longestFile = 8 << 20
  /// Characters of transcript that are looked through.
  static let longestText = 1 << 20

  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - name: its name, in which an id may stand.
  /// - Returns: what it says.
  /// - Throws: why it can't be taken.
  package static func read(_ bytes: [UInt8], name: String) throws(SidecarFault) -> Sidecar {
    guard bytes.count <= longestFile else {
      throw SidecarFault(reason: .tooLong, detail: "The file is longer than 8 MiB.")
    }
    var sidecar = try content(of: parse(bytes, what: "It"))
    if let key = RecordingName(name)?.callKey, !sidecar.callKeys.contains(key) {
      sidecar.callKeys.append(key)
    }
    guard !sidecar.callKeys.isEmpty || (sidecar.startedAt != nil && !sidecar.numbers.isEmpty) else {
      throw SidecarFault(
        reason: .missing,
        detail: "It does not say of which call it tells: neither an id of the exchange stands in "
          + "it or its name, nor a number and a start.")
    }
    return sidecar
  }

  static func parse(_ bytes: [UInt8], what: String) throws(SidecarFault) -> JSONValue {
    do throws(JSONReader.Fault) {
      return try JSONReader.read(bytes)
    } catch {
      throw SidecarFault(
        reason: .syntax,
        detail: "\(what) is no JSON that we take: \(error.what), at byte "
          + "\(error.offset).")
    }
  }

  private static func content(of value: JSONValue) throws(SidecarFault) -> Sidecar {
    guard case .object(let members) = value else {
      throw SidecarFault(reason: .syntax, detail: "It is no JSON object.")
    }
    if members["ciphertext"] ?? members["cyphertext"] != nil {
      throw SidecarFault(
        reason: .encrypted,
        detail: "It is encrypted. Put the vCon there as it was before, or decrypt it first.")
    }
    if case .string(let payload)? = members["payload"], members["signatures"] != nil {
      // The signature is not checked: who may write into the spool is the folder's matter.
      guard let signed = Base64URL.bytes(payload) else {
        throw SidecarFault(reason: .syntax, detail: "Its signed payload is not in base64url.")
      }
      return try VConReader.read(parse(signed, what: "Its signed payload"))
    }
    if !vconMembers.isDisjoint(with: members.keys) { return try VConReader.read(value) }
    return try plain(value)
  }

  private static let vconMembers: Set<String> = ["vcon", "parties", "dialog", "analysis"]

  private static func plain(_ value: JSONValue) throws(SidecarFault) -> Sidecar {
    var sidecar = Sidecar(format: .json)
    sidecar.callKeys = ["uniqueid", "linkedid", "call", "uuid"].compactMap { value[$0]?.text }
      .filter { !$0.isEmpty }
    sidecar.numbers = ["number", "phone", "from", "to"].compactMap { value[$0]?.text }
    sidecar.startedAt = try instant(value["start"] ?? value["started_at"])
    sidecar.durationSeconds = seconds(value["duration"])
    sidecar.tags = ["outcome", "tags"].flatMap { strings(value[$0]) }
    sidecar.texts = ["transcript", "summary", "text"].compactMap { text(value[$0]) }
    return sidecar
  }

  static func instant(_ value: JSONValue?) throws(SidecarFault) -> Instant? {
    guard let value, value != .null else { return nil }
    guard case .string(let text) = value, let instant = Instant(rfc3339: text) else {
      throw SidecarFault(
        reason: .time,
        detail: "Its start is no time of RFC 3339, such as 2026-03-02T10:00:00+03:00.")
    }
    return instant
  }

  /// Rounded seconds; nil for what is none, or longer than a day.
  static func seconds(_ value: JSONValue?) -> Int32? {
    guard case .number(let digits)? = value, let number = Double(digits), number >= 0,
      number <= 86_400
    else { return nil }
    return Int32(number.rounded())
  }

  /// A text or a list of texts.
  static func strings(_ value: JSONValue?) -> [String] {
    switch value {
    case .string(let text)?: [text]
    case .array(let values)?: values.compactMap(\.text)
    default: []
    }
  }

  /// All texts inside a value, one a line.
  static func text(_ value: JSONValue?) -> String? {
    guard let value else { return nil }
    var text = ""
    append(value, to: &text)
    return text.isEmpty ? nil : text
  }

  private static func append(_ value: JSONValue, to text: inout String) {
    guard text.utf8.count < longestText else { return }
    switch value {
    case .string(let part): text += part.prefix(longestText) + "\n"
    case .array(let values): for value in values { append(value, to: &text) }
    case .object(let members):
      // Keys in order, so that the same file gives the same text.
      for (_, value) in members.sorted(by: { $0.key < $1.key }) { append(value, to: &text) }
    default: break
    }
  }
}
