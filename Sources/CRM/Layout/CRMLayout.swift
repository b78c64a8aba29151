import CallModel

/// The columns that a file of the set has, and what makes two of its rows one.
struct CRMLayout {
  /// In the order in which the store takes their values.
  let columns: [CRMColumn]
  /// Indices of the columns that make the key.
  let key: [Int]
  /// Whether columns of others are kept with the row.
  let keepsAttributes: Bool
  /// What must hold between the values of a row; gives what is wrong.
  let check: @Sendable ([CRMValue]) -> RowTrouble?

  init(
    _ columns: [CRMColumn], key: [Int], keepsAttributes: Bool = false,
    check: @escaping @Sendable ([CRMValue]) -> RowTrouble? = { _ in nil }
  ) {
    self.columns = columns
    self.key = key
    self.keepsAttributes = keepsAttributes
    self.check = check
  }

  var valueCount: Int { columns.count + (keepsAttributes ? 1 : 0) }

  /// Parts are joined by the unit separator, U+001F, which no CRM writes into an id.
  func key(of values: [CRMValue]) -> String {
    key.map { index in
      switch values[index] {
      case .text(let text), .json(let text): text
      case .instant(let instant): String(instant.microseconds)
      case .integer(let number): String(number)
      case .null: ""
      }
    }.joined(separator: "\u{1F}")
  }
}
