/// The fields of one record as ranges of its bytes. One table is used for all records of a file,
/// so that a record costs no allocation.
struct FieldTable: Sendable {
  struct Field: Sendable, Equatable {
    var lower: Int
    var upper: Int
    var isQuoted = false
    /// Doubled quotes stand inside and count once.
    var hasDoubledQuotes = false
  }

  /// How a quote inside a quoted field is told from the one that ends it.
  enum QuoteRule {
    case doubled, unescaped
    /// `\"` is text as it stands and other quotes are doubled: PHP's `fputcsv` writes so.
    case backslashed
  }

  private(set) var fields: [Field] = []
  /// Something other than a separator stood behind a closing quote.
  private(set) var isMalformed = false

  var count: Int { fields.count }

  subscript(_ index: Int) -> Field? { fields.indices.contains(index) ? fields[index] : nil }

  mutating func split(
    _ bytes: UnsafeRawBufferPointer, dialect: Delimited.Dialect, rule: QuoteRule? = nil
  ) {
    fields.removeAll(keepingCapacity: true)
    isMalformed = false
    let rule = rule ?? (dialect.quoting == .doubled ? .doubled : .unescaped)
    var index = 0
    while true {
      index = field(bytes, from: index, dialect, rule)
      guard index < bytes.count else { break }
      index += 1  // the separator
      if index == bytes.count {
        fields.append(Field(lower: index, upper: index))
        break
      }
    }
  }

  /// Appends the field that begins at `start`; returns where its separator stands, or the end.
  @inline(__always)
  private mutating func field(
    _ bytes: UnsafeRawBufferPointer, from start: Int, _ dialect: Delimited.Dialect,
    _ rule: QuoteRule
  ) -> Int {
    var index = start
    if dialect.allowsBlankBeforeQuote {
      while index < bytes.count, bytes[index] == Byte.space { index += 1 }
    }
    guard index < bytes.count, bytes[index] == Byte.quote else {
      let end = separator(bytes, from: index, dialect.separator)
      fields.append(Field(lower: start, upper: end))
      return end
    }
    return quoted(bytes, from: index + 1, dialect.separator, rule)
  }

  @inline(__always)
  private mutating func quoted(
    _ bytes: UnsafeRawBufferPointer, from start: Int, _ separator: UInt8, _ rule: QuoteRule
  ) -> Int {
    var index = start
    var hasDoubled = false
    while index < bytes.count {
      if bytes[index] != Byte.quote {
        index += 1
        continue
      }
      let next = index + 1
      if next >= bytes.count || bytes[next] == separator {
        if rule != .backslashed || !isEscaped(bytes, index, start) {
          fields.append(
            Field(lower: start, upper: index, isQuoted: true, hasDoubledQuotes: hasDoubled))
          return next
        }
        index = next
      } else if rule == .unescaped || (rule == .backslashed && isEscaped(bytes, index, start)) {
        index = next
      } else if bytes[next] == Byte.quote {
        hasDoubled = true
        index += 2
      } else {
        return malformed(bytes, from: start, next, separator, hasDoubled)
      }
    }
    isMalformed = true
    fields.append(
      Field(lower: start, upper: bytes.count, isQuoted: true, hasDoubledQuotes: hasDoubled))
    return bytes.count
  }

  /// `"abc"def,`: the field goes on to the next separator and keeps the quote.
  private mutating func malformed(
    _ bytes: UnsafeRawBufferPointer, from start: Int, _ next: Int, _ separator: UInt8,
    _ hasDoubled: Bool
  ) -> Int {
    isMalformed = true
    let end = self.separator(bytes, from: next, separator)
    fields.append(Field(lower: start, upper: end, isQuoted: true, hasDoubledQuotes: hasDoubled))
    return end
  }

  private func isEscaped(_ bytes: UnsafeRawBufferPointer, _ index: Int, _ start: Int) -> Bool {
    index > start && bytes[index - 1] == Byte.backslash
  }

  @inline(__always)
  private func separator(
    _ bytes: UnsafeRawBufferPointer, from start: Int, _ separator: UInt8
  ) -> Int {
    var index = start
    while index < bytes.count, bytes[index] != separator { index += 1 }
    return index
  }
}
