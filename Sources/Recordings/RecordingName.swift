package import CallModel

/// The exchange's id of a call that stands in the name of a recording or sidecar.
///
/// FreePBX writes `out-79161234567-101-20260302-101500-1772435700.12.wav`, likewise with `in-`, `q-`,
/// `rg-`, `exten-`, `external-`, `internal-` and others in front; many dial plans write the unique
/// id alone, `1772435700.12.wav`; FreeSWITCH writes the UUID of the channel.
package struct RecordingName: Sendable, Hashable {
  /// As the exchange writes it in its records.
  package let callKey: String
  /// When the channel was created, where the id tells.
  package let createdAt: Instant?

  /// Nil when there is no id in it.
  ///
  /// - Parameter name: the last part of a path.
  package init?(_ name: String) {
    let parts = name.split { !Self.belongs($0) }
    if let found = parts.lazy.compactMap(Self.asterisk).last {
      (callKey, createdAt) = found
    } else if let found = parts.lazy.compactMap(Self.uuid).last {
      (callKey, createdAt) = (found, nil)
    } else {
      return nil
    }
  }

  private static func belongs(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || ".-".contains(character))
  }

  /// Epoch, point, number: with what follows the last dash, and endings behind it.
  private static func asterisk(_ part: Substring) -> (String, Instant?)? {
    guard let last = part.split(separator: "-").last else { return nil }
    let fields = last.split(separator: ".")
    guard fields.count >= 2, (9...10).contains(fields[0].count), fields[1].count <= 10,
      isDigits(fields[0]), isDigits(fields[1]), let seconds = Int64(fields[0])
    else { return nil }
    return ("\(fields[0]).\(fields[1])", Instant(seconds: seconds))
  }

  private static func uuid(_ part: Substring) -> String? {
    let fields = part.prefix { $0 != "." }.split(separator: "-", omittingEmptySubsequences: false)
      .suffix(5)
    guard fields.map(\.count) == [8, 4, 4, 4, 12],
      fields.allSatisfy({ $0.allSatisfy(\.isHexDigit) })
    else { return nil }
    return fields.joined(separator: "-").lowercased()
  }

  private static func isDigits(_ text: Substring) -> Bool {
    text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}
