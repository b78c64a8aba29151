/// A column of ours in a file of the set.
struct CRMColumn {
  enum Kind {
    /// An id, number or code: blanks around it mean nothing.
    case identifier
    /// Text for people, kept as it is written.
    case text
    /// A time with its zone; see `TimeText`.
    case instant
    /// A whole number of 32 bits.
    case integer
    /// A decimal number, kept as text so that no digit is lost.
    case decimal
    /// One of a few words, in either case.
    case word([String])
  }

  enum Presence {
    /// In the header, and filled in each row.
    case filled
    /// In the header; a row may leave it empty.
    case listed
    case optional
  }

  let name: String
  let kind: Kind
  let presence: Presence

  init(_ name: String, _ kind: Kind, _ presence: Presence = .optional) {
    self.name = name
    self.kind = kind
    self.presence = presence
  }
}
