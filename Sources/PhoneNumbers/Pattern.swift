/// A regular expression from the configuration, matched against short texts only.
///
/// Texts over 256 bytes never match: the matcher backtracks, and a caller may send any text.
struct Pattern {
  private let regex: Regex<AnyRegexOutput>

  /// Compiles `text`; `setting` is the setting's name, for the error.
  init(_ text: String, setting: String) throws(PhoneNumbersError) {
    do {
      regex = try Regex(text)
    } catch {
      throw .badPattern(text, setting: setting)
    }
  }

  func matchesWhole(_ text: String) -> Bool {
    // A match that fails inside the engine is no match.
    text.utf8.count <= 256 && (try? regex.wholeMatch(in: text)) != nil
  }

  /// The first group's text of the first match; the whole match when there is no group.
  func firstGroup(in text: String) -> String? {
    // A match that fails inside the engine is no match.
    guard text.utf8.count <= 256, let match = try? regex.firstMatch(in: text) else { return nil }
    let found = match.output.count > 1 ? match.output[1] : match.output[0]
    return found.substring.map(String.init)
  }
}
