package import CallModel

/// What a number field of a CDR or of a CRM turned out to hold.
package enum NormalizedNumber: Sendable, Hashable {
  /// A subscriber's number.
  case number(PhoneNumber)
  /// The caller withheld his number, or the field is empty.
  case anonymous
  /// At most six digits, or a feature code with `*` or `#`: an emergency or service number such as
  /// `112` or `0611`, an extension, `*72`. The digits and signs, without blanks. Never E.164.
  case service(String)
  case unparsable(Reason)

  package enum Reason: String, Sendable, Hashable, CaseIterable {
    /// A word, a dialplan extension such as `s`, a SIP user that is no number.
    case notANumber = "not_a_number"
    /// A subscriber's number without its area code, or cut off.
    case tooShort = "too_short"
    /// More digits than any number has, or a length or country code that does not exist.
    case noSuchLengthOrCountry = "no_such_length_or_country"
    /// libphonenumber itself failed.
    case libraryFailed = "library_failed"
  }

  /// The subscriber's number, or nil.
  package var phoneNumber: PhoneNumber? {
    if case .number(let number) = self { number } else { nil }
  }
}
