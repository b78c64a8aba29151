/// A telephone number in E.164, such as `+79261234567`.
///
/// Its description is masked, so that a number that slips into a log tells nobody's.
package struct PhoneNumber: Sendable, Hashable, CustomStringConvertible {
  /// `+`, then 3 to 15 digits.
  package let e164: String

  /// - Parameter e164: text that libphonenumber wrote; anything else gives nil.
  package init?(e164: String) {
    let bytes = e164.utf8
    guard bytes.first == UInt8(ascii: "+"), (4...16).contains(bytes.count),
      bytes.dropFirst().allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    self.e164 = e164
  }

  package var description: String {
    let digits = e164.count
    return e164.prefix(max(2, digits - 9)) + "***" + e164.suffix(2)
  }
}
