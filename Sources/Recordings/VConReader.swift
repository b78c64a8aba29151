import CallModel

/// Reads vCon (IETF draft-ietf-vcon-vcon-core and draft-petrie-vcon, syntax 0.0.1 to 0.4.0): the
/// parties' numbers, the beginning of the call, its tags, and what was said.
enum VConReader {
  /// - Throws: a fault for what is no vCon.
  static func read(_ value: JSONValue) throws(SidecarFault) -> Sidecar {
    guard case .object = value else {
      throw SidecarFault(reason: .syntax, detail: "It is no JSON object.")
    }
    for name in ["parties", "dialog", "analysis", "attachments"] {
      guard let member = value[name], member != .null, member.array == nil else { continue }
      throw SidecarFault(reason: .syntax, detail: "Its \(name) is no list.")
    }
    var sidecar = Sidecar(format: .vcon)
    sidecar.numbers = (value["parties"]?.array ?? []).compactMap(number)
    if let dialog = call(in: value["dialog"]?.array ?? []) {
      sidecar.startedAt = try SidecarReader.instant(dialog["start"])
      sidecar.durationSeconds = SidecarReader.seconds(dialog["duration"])
      sidecar.callKeys = keys(dialog)
    }
    sidecar.callKeys += ["uniqueid", "linkedid"].compactMap { value[$0]?.text }
    for analysis in value["analysis"]?.array ?? [] { add(analysis, to: &sidecar) }
    for attachment in value["attachments"]?.array ?? [] where isTags(attachment) {
      sidecar.tags += words(attachment["body"])
    }
    return sidecar
  }

  private static func number(_ party: JSONValue) -> String? {
    guard let tel = party["tel"]?.text else { return nil }
    let bare = tel.lowercased().hasPrefix("tel:") ? String(tel.dropFirst(4)) : tel
    return bare.isEmpty ? nil : bare
  }

  /// The dialog that is the telephone call: a recording, else an attempt that failed. A text is a
  /// letter or a chat.
  private static func call(in dialogs: [JSONValue]) -> JSONValue? {
    dialogs.first { $0["type"]?.text == "recording" }
      ?? dialogs.first { $0["type"]?.text == "incomplete" }
  }

  /// Ids of the exchange: what makers put into the dialog, and what stands in the name of the file.
  private static func keys(_ dialog: JSONValue) -> [String] {
    let given = [dialog, dialog["meta"] ?? .null].flatMap { place in
      ["uniqueid", "linkedid"].compactMap { place[$0]?.text }
    }
    let named = dialog["filename"]?.text.flatMap { RecordingName($0)?.callKey }
    return given + (named.map { [$0] } ?? [])
  }

  private static func isTags(_ value: JSONValue) -> Bool {
    value["type"]?.text == "tags" || value["purpose"]?.text == "tags"
  }

  private static func add(_ analysis: JSONValue, to sidecar: inout Sidecar) {
    if isTags(analysis) || analysis["type"]?.text == "outcome" {
      sidecar.tags += words(analysis["body"])
    } else if let text = SidecarReader.text(unpacked(analysis["body"], analysis["encoding"])) {
      sidecar.texts.append(text)
    }
  }

  /// Older drafts write a list as text in JSON.
  private static func words(_ body: JSONValue?) -> [String] {
    SidecarReader.strings(unpacked(body, .string("json")))
  }

  private static func unpacked(_ body: JSONValue?, _ encoding: JSONValue?) -> JSONValue? {
    guard case .string(let text)? = body else { return body }
    switch encoding?.text {
    case "json":
      // A text that is no JSON after all is a text.
      return (try? JSONReader.read(Array(text.utf8))) ?? body
    case "base64url":
      guard let bytes = Base64URL.bytes(text),
        let plain = String(validating: bytes, as: UTF8.self)
      else { return nil }
      return .string(plain)
    default: return body
    }
  }
}
