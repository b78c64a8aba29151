import Foundation

/// A JSON object of the program's output.
struct JSON {
  private let members: [String: Any]

  /// - Throws: when the text is no JSON object.
  init(_ text: String) throws {
    guard let members = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    else { throw WorkbenchError(description: "This is no JSON object: \(text)") }
    self.members = members
  }

  private init(members: [String: Any]) { self.members = members }

  var keys: Set<String> { Set(members.keys) }

  /// A member that is text, a number or a boolean, as JSON writes it; nil for null and others.
  subscript(key: String) -> String? {
    switch members[key] {
    case let text as String: text
    case let number as NSNumber:
      String(cString: number.objCType) == "c" ? "\(number.boolValue)" : number.stringValue
    default: nil
    }
  }

  /// The objects of a list.
  func list(_ key: String) -> [JSON] {
    (members[key] as? [Any] ?? []).compactMap { ($0 as? [String: Any]).map(JSON.init(members:)) }
  }
}
