/// A record that could not be taken: a value, stored in quarantine with its bytes, and counted.
package struct RecordReject: Sendable, Hashable {
  /// Why, in a word that stays the same for ever, so that rejects can be grouped and replayed.
  package enum Reason: String, Sendable, Hashable, CaseIterable {
    /// The file ends inside a record.
    case tornTail = "torn_tail"
    /// A quote is opened and never closed.
    case quote
    /// The record has a number of columns that no known layout has.
    case columns
    /// The record is longer than the limit.
    case tooLong = "too_long"
    /// A run of NUL bytes.
    case nul
    /// The bytes are in an encoding that the source was not declared to have.
    case encoding
    /// A time that can't be read, or that does not exist in the PBX's zone.
    case time
    /// A number that can't be read, or a duration that is negative.
    case number
    /// A disposition that the format does not know.
    case disposition
    /// A word that is none of those that the field may hold.
    case word
    /// A field that the record needs is empty.
    case missing
    /// The record names something that is not known (yet).
    case reference
    /// The same natural key came before with other content.
    case conflict
    /// It breaks the rules of its format.
    case syntax
    /// It is encrypted.
    case encrypted
    /// PostgreSQL refused the record.
    case database
  }

  package var reason: Reason
  /// One sentence: what was found in which field, and what to do.
  package var detail: String
  package var position: SourcePosition
  /// The record's bytes, at most the first 65,536 of them.
  package var raw: [UInt8]
  /// SHA-256 of all the bytes when `raw` does not hold them all; empty otherwise.
  package var digest: [UInt8]

  package init(
    reason: Reason, detail: String, position: SourcePosition, raw: [UInt8], digest: [UInt8] = []
  ) {
    self.reason = reason
    self.detail = detail
    self.position = position
    self.raw = raw
    self.digest = digest
  }
}
