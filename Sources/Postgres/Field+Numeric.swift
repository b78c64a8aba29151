/// `numeric` and `date`, which have no Swift type of their own here, as text.
extension Field {
  /// Decimal digits, such as `-12.50`, or `NaN`, `Infinity`, `-Infinity`.
  ///
  /// On the wire: count of digits, weight of the first, sign, digits after the point to show, and
  /// the digits to base 10,000 (`numeric_send` in src/backend/utils/adt/numeric.c).
  var numericText: String? {
    guard type == SQLType.numeric, let count = int16(at: 0), let weight = int16(at: 2),
      let sign = int16(at: 4), let scale = int16(at: 6), count >= 0, scale >= 0,
      bytes.count == 8 + 2 * Int(count)
    else { return nil }
    switch UInt16(bitPattern: sign) {
    case 0xC000: return "NaN"
    case 0xD000: return "Infinity"
    case 0xF000: return "-Infinity"
    default: break
    }
    /// The digit, 0 to 9999, that stands for 10,000 to the power of `weight - position`.
    func digit(_ position: Int) -> Int {
      position < 0 || position >= count ? 0 : Int(int16(at: 8 + 2 * position) ?? 0)
    }
    var text = sign == 0 ? "" : "-"
    text += weight < 0 ? "0" : String(digit(0))
    for position in stride(from: 1, through: Int(weight), by: 1) { text += padded(digit(position)) }
    guard scale > 0 else { return text }
    let groups = (Int(scale) + 3) / 4
    let first = Int(weight) + 1
    let fraction = (first..<first + groups).map { padded(digit($0)) }.joined()
    return text + "." + fraction.prefix(Int(scale))
  }

  /// A numeric without a fraction that fits into 64 bits.
  var wholeNumeric: Int64? {
    guard let text = numericText else { return nil }
    let parts = text.split(separator: ".")
    if parts.count == 2, parts[1].contains(where: { $0 != "0" }) { return nil }
    return parts.first.flatMap { Int64($0) }
  }

  /// `2024-02-29`, or `infinity`, `-infinity`; nil before year 1.
  ///
  /// On the wire: days since 2000-01-01 in the proleptic Gregorian calendar (`date_send`).
  var dateText: String? {
    guard bytes.count == 4 else { return nil }
    let days = Int32(bigEndian: bytes.loadUnaligned(as: Int32.self))
    if days == .max { return "infinity" }
    if days == .min { return "-infinity" }
    // Years begin in March here, so that the leap day is the last; 730,425 days lie between
    // 0000-03-01 and 2000-01-01, 146,097 make 400 years.
    let sinceMarch = Int(days) + 730_425
    let era = (sinceMarch >= 0 ? sinceMarch : sinceMarch - 146_096) / 146_097
    let dayOfEra = sinceMarch - era * 146_097
    let leapDays = dayOfEra / 1_460 - dayOfEra / 36_524 + dayOfEra / 146_096
    let yearOfEra = (dayOfEra - leapDays) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    if year < 1 { return nil }
    return "\(padded(year))-\(padded(month).suffix(2))-\(padded(day).suffix(2))"
  }

  private func int16(at offset: Int) -> Int16? {
    guard offset + 2 <= bytes.count else { return nil }
    return Int16(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int16.self))
  }

  /// At least four digits.
  private func padded(_ value: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
