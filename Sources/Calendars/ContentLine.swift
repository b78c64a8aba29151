/// One line of a calendar, unfolded: a name, parameters and a value (RFC 5545 section 3.1).
struct ContentLine {
  /// In capitals.
  var name: String
  /// By their names in capitals; of several values the first.
  var parameters: [String: String] = [:]
  var value: String

  /// Nil when it is no content line.
  init?(_ text: String) {
    var scanner = text.unicodeScalars[...]
    let name = Self.takeName(&scanner)
    guard !name.isEmpty else { return nil }
    self.name = name
    while scanner.first == ";" {
      scanner.removeFirst()
      let parameter = Self.takeName(&scanner)
      guard !parameter.isEmpty, scanner.first == "=" else { return nil }
      var values: [String] = []
      repeat {
        scanner.removeFirst()
        guard let value = Self.takeValue(&scanner) else { return nil }
        values.append(value)
      } while scanner.first == ","
      parameters[parameter] = values.first
    }
    guard scanner.first == ":" else { return nil }
    value = String(scanner.dropFirst())
  }

  private static func takeName(_ scanner: inout Substring.UnicodeScalarView) -> String {
    let name = scanner.prefix {
      $0 == "-" || ("0"..."9").contains($0) || ("A"..."Z").contains($0) || ("a"..."z").contains($0)
    }
    scanner = scanner[name.endIndex...]
    return String(name).uppercased()
  }

  /// A parameter's value, in quotes or bare; nil when the quotes are not closed.
  private static func takeValue(_ scanner: inout Substring.UnicodeScalarView) -> String? {
    guard scanner.first == "\"" else {
      let value = scanner.prefix { $0 != ";" && $0 != ":" && $0 != "," }
      scanner = scanner[value.endIndex...]
      return String(value)
    }
    scanner.removeFirst()
    let value = scanner.prefix { $0 != "\"" }
    scanner = scanner[value.endIndex...]
    guard scanner.first == "\"" else { return nil }
    scanner.removeFirst()
    return String(value)
  }

  /// A value of type TEXT, its escapes undone (section 3.3.11).
  var text: String {
    guard value.contains("\\") else { return value }
    var plain = ""
    var isEscaped = false
    for character in value {
      if isEscaped {
        plain.append(character == "n" || character == "N" ? "\n" : character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        plain.append(character)
      }
    }
    return plain
  }
}
