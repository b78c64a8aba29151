/// A value of JSON, RFC 8259.
package indirect enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)
  /// The digits as written: an id such as `1795434591.12` must not become a fraction.
  case number(String)
  case string(String)
  case array([JSONValue])
  /// Keys are unique.
  case object([String: JSONValue])

  package subscript(key: String) -> JSONValue? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  /// The text of a string, or the digits of a number.
  package var text: String? {
    switch self {
    case .string(let text), .number(let text): text
    default: nil
    }
  }

  package var array: [JSONValue]? {
    if case .array(let values) = self { values } else { nil }
  }
}
