import CPhoneNumbers
import CallModel

/// Turns a number as a PBX or a CRM wrote it into E.164, or says why it can't.
///
/// It keeps what it has seen, so one thread owns it: the library takes some 10 µs a number, the
/// cache a tenth of one, and an exchange sees the same numbers all day.
///
/// The order of the readings matters, for the same digits may be valid in two of them:
/// 1. With `+`, or with `00` (the ITU's international prefix, E.164 annex, taken in every region,
///    for no national number begins with it): international. Valid or possible is enough,
///    since the writer said what it is.
/// 2. Without, as a number of the region, and *valid*: this covers 10 national digits, the trunk
///    prefix (`8…` in RU), the region's own international prefix (`810…` in RU, `011…` in US), and
///    the country code written without plus (`79261234567` in RU).
/// 3. Eleven to fifteen digits that are *valid* behind a `+`: trunks hand over foreign callers
///    so (`34688886392`).
/// 4. As a number of the region, and *possible*, also with its country code in front: new ranges
///    are in use before the metadata has them.
/// 5. After `+` failed: the digits as a valid number of the region (`+8926…`, as people mistype).
///
/// Where the national and the international reading are both valid the national one wins: a PBX
/// that writes no plus writes what its users dial. Nothing is read as international on the ground
/// of "possible" alone without a plus, because almost any digits would be.
package final class NumberNormalizer {
  private let region: String
  /// The region's country calling code, such as `7`.
  private let countryCode: String
  private var recent: [String: NormalizedNumber] = [:]
  private var older: [String: NormalizedNumber] = [:]
  private let generationLimit: Int

  /// - Parameters:
  ///   - region: ISO 3166-1 code of the country whose national numbers the source writes.
  ///   - cacheLimit: how many different texts are remembered at most.
  /// - Throws: `PhoneNumbersError` when libphonenumber does not know the region.
  package init(region: String, cacheLimit: Int = 200_000) throws(PhoneNumbersError) {
    self.region = region.uppercased()
    generationLimit = max(1, cacheLimit / 2)
    // A NUL inside would cut the C string short and let `RU\0…` pass.
    let code = region.utf8.contains(0) ? 0 : cpn_country_code(self.region)
    guard code != 0 else { throw .unknownRegion(region) }
    countryCode = String(code)
  }

  /// What the field `raw` holds, for the region given at the start.
  package func normalize(_ raw: String) -> NormalizedNumber {
    if let known = recent[raw] { return known }
    let result = older[raw] ?? read(raw)
    // Two generations bound the cache without an order of use: what is asked for lives on.
    if recent.count >= generationLimit {
      older = recent
      recent = Dictionary(minimumCapacity: generationLimit)
    }
    recent[raw] = result
    return result
  }

  /// How many texts are remembered now.
  package var cachedCount: Int { recent.count + older.count }

  /// Words by which SIP (RFC 3323: `anonymous`), Asterisk and operators withhold a number.
  private static let withheld: Set<String> = [
    "anonymous", "unknown", "restricted", "private", "unavailable", "withheld", "anon",
    "asreceived",
    "hidden", "null", "none", "nobody", "аноним", "анонимный", "скрыт", "скрытый", "неизвестно",
    "неизвестный", "номер скрыт", "скрытый номер", "private number", "no number", "not available",
  ]

  private func read(_ raw: String) -> NormalizedNumber {
    let number = RawNumber(raw)
    if let word = number.word {
      let spoken = word.lowercased().split { $0 == " " || "\"'<>".contains($0) }
      return Self.withheld.contains(spoken.joined(separator: " "))
        ? .anonymous : .unparsable(.notANumber)
    }
    if number.signs.isEmpty { return number.hasPlus ? .unparsable(.notANumber) : .anonymous }
    let text = String(decoding: number.signs, as: UTF8.self)
    if number.signs.count <= Self.longestService || text.contains("*") || text.contains("#") {
      return .service((number.hasPlus ? "+" : "") + text)
    }
    return subscriber(text, hasPlus: number.hasPlus)
  }

  private static let longestService = 6

  private func subscriber(_ digits: String, hasPlus: Bool) -> NormalizedNumber {
    if hasPlus || digits.hasPrefix("00") {
      // `+00…` and `00+…` are both written; the zeros say nothing that the plus does not.
      let bare = digits.hasPrefix("00") ? String(digits.dropFirst(2)) : digits
      let international = parse("+" + bare)
      if international.kind == CPN_VALID || international.kind == CPN_POSSIBLE {
        return international.result
      }
      let national = parse(digits)
      return hasPlus && national.kind == CPN_VALID ? national.result : international.result
    }
    let national = parse(digits)
    if national.kind == CPN_VALID { return national.result }
    if (11...15).contains(digits.utf8.count) {
      let international = parse("+" + digits)
      if international.kind == CPN_VALID { return international.result }
      // libphonenumber strips a country code that has no plus only from valid numbers.
      let isOwn = national.kind != CPN_POSSIBLE && digits.hasPrefix(countryCode)
      if isOwn && international.kind == CPN_POSSIBLE { return international.result }
    }
    return national.result
  }

  private func parse(_ text: String) -> (kind: cpn_kind, result: NormalizedNumber) {
    var text = text
    var kind = CPN_FAILED
    let e164 = text.withUTF8 { raw in
      withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(CPN_E164_CAPACITY)) { written in
        raw.withMemoryRebound(to: CChar.self) { signs in
          kind = cpn_parse(
            signs.baseAddress, signs.count, region, written.baseAddress, written.count)
        }
        return written.baseAddress.map { String(cString: $0) } ?? ""
      }
    }
    if kind == CPN_SHORT_SERVICE { return (kind, .service(text)) }
    if kind == CPN_TOO_SHORT { return (kind, .unparsable(.tooShort)) }
    if kind == CPN_FAILED { return (kind, .unparsable(.libraryFailed)) }
    guard let number = PhoneNumber(e164: e164) else {
      return (CPN_UNPARSABLE, .unparsable(.noSuchLengthOrCountry))
    }
    return (kind, .number(number))
  }
}
