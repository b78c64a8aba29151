/// Character-separated files: RFC 4180 and the ways in which exchanges depart from it.
package enum Delimited {
  package struct Dialect: Sendable, Hashable {
    /// When a quote ends a quoted field.
    package enum Quoting: Sendable, Hashable {
      /// RFC 4180: any quote that is not doubled; `""` inside stands for one. A backslash is text.
      case doubled
      /// Only a quote with a separator or the line end behind it; quotes inside are text, for
      /// writers that substitute values into `"${value}"` and escape nothing (FreeSWITCH).
      case unescaped
    }

    /// Byte between two fields.
    package var separator: UInt8
    package var quoting: Quoting
    /// Blanks may stand between a separator and the opening quote.
    package var allowsBlankBeforeQuote: Bool
    /// Longest record in bytes, with its line end.
    package var maximumRecordBytes: Int
    /// A quote that is still open after so many line ends was never meant to be.
    package var maximumRecordLines: Int
    /// A run of so many NUL bytes is damage (a file system after a power cut), no text.
    package var nulRunLength: Int

    package init(
      separator: UInt8 = UInt8(ascii: ","), quoting: Quoting = .doubled,
      allowsBlankBeforeQuote: Bool = false, maximumRecordBytes: Int = 65_536,
      maximumRecordLines: Int = 10, nulRunLength: Int = 8
    ) {
      self.separator = separator
      self.quoting = quoting
      self.allowsBlankBeforeQuote = allowsBlankBeforeQuote
      self.maximumRecordBytes = max(1, maximumRecordBytes)
      self.maximumRecordLines = max(1, maximumRecordLines)
      self.nulRunLength = max(1, nulRunLength)
    }
  }
}

/// ASCII bytes that mean something to the readers of this module.
enum Byte {
  static let nul: UInt8 = 0
  static let tab = UInt8(ascii: "\t")
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
  static let quote = UInt8(ascii: "\"")
  static let backslash = UInt8(ascii: "\\")
  static let closingBracket = UInt8(ascii: ")")
  static let semicolon = UInt8(ascii: ";")
  static let dot = UInt8(ascii: ".")
  static let dash = UInt8(ascii: "-")
  static let plus = UInt8(ascii: "+")
  static let colon = UInt8(ascii: ":")
  static let zero = UInt8(ascii: "0")
  static let nine = UInt8(ascii: "9")
}
